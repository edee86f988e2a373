// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SparseVectorTest {
  @Test
  void termsAreReadFromTheServersText() {
    SparseVector vector = SparseVector.parse("{1:0.5, 4294967295:-0}");
    assertThat(vector.size()).isEqualTo(2);
    assertThat(vector.index(1)).isEqualTo(4_294_967_295L);
    assertThat(SparseVector.parse("{}").size()).isZero();
  }

  @Test
  void aTextThatCanNotBeParsedIsNotQuoted() {
    for (String text : List.of("", "4711", "{4711}", "{4711:x}", "{x:4711}")) {
      assertThatThrownBy(() -> SparseVector.parse(text))
          .as(text)
          .hasMessage("The server's text of a sparse vector can't be parsed")
          .hasNoCause();
    }
  }
}
