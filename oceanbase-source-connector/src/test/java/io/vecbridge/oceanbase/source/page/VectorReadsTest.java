// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.oceanbase.source.type.VectorText;
import org.junit.jupiter.api.Test;

class VectorReadsTest {
  private final VectorReads reads = new VectorReads();

  @Test
  void integersAreReadAsLongAsMostRowsFit() {
    for (int page = 0; page < 100; page++) {
      assertThat(reads.text()).isEqualTo(VectorText.INTEGERS);
      reads.read(100, page % 51);
    }
  }

  @Test
  void doublesAreReadForSomePagesOnceMostRowsDoNotFit() {
    reads.read(100, 51);
    int doubles = 0;
    for (; reads.text() == VectorText.DOUBLES; doubles++) {
      reads.read(100, 0);
    }
    assertThat(doubles).isEqualTo(32);
    reads.read(100, 100);
    assertThat(reads.text()).isEqualTo(VectorText.DOUBLES);
  }

  @Test
  void emptyPagesChangeNothing() {
    reads.read(0, 0);
    assertThat(reads.text()).isEqualTo(VectorText.INTEGERS);
  }
}
