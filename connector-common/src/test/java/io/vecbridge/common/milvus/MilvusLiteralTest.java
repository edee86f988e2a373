// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MilvusLiteralTest {
  @Test
  void textsAreEscapedAsMilvusReadsThem() {
    assertThat(MilvusLiteral.text("a\"b\\c\n\u007fé")).isEqualTo("\"a\\\"b\\\\c\\x0a\\x7fé\"");
  }

  @Test
  void keysAreListed() {
    assertThat(MilvusLiteral.in("id", List.of(1L, -2L))).containsExactly("id in [1,-2]");
    assertThat(MilvusLiteral.in("id", List.of("", "\""))).containsExactly("id in [\"\",\"\\\"\"]");
  }

  @Test
  void theSmallestNumberIsReachedWithoutBeingWritten() {
    assertThat(MilvusLiteral.in("id", List.of(Long.MIN_VALUE)))
        .containsExactly("id < -9223372036854775807");
    assertThat(MilvusLiteral.in("id", List.of(1L, Long.MIN_VALUE, Long.MAX_VALUE)))
        .containsExactly("id < -9223372036854775807", "id in [1,9223372036854775807]");
    assertThat(MilvusLiteral.after("id", Long.MIN_VALUE)).isEqualTo("id >= -9223372036854775807");
  }

  @Test
  void whatIsAfterAKey() {
    assertThat(MilvusLiteral.after("id", null)).isEmpty();
    assertThat(MilvusLiteral.after("id", 5L)).isEqualTo("id > 5");
    assertThat(MilvusLiteral.after("id", "a\\")).isEqualTo("id > \"a\\\\\"");
  }
}
