// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
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
        .containsExactly("id in [-9223372036854775807 - 1]");
    assertThat(MilvusLiteral.in("id", List.of(1L, Long.MIN_VALUE, Long.MAX_VALUE)))
        .containsExactly("id in [-9223372036854775807 - 1]", "id in [1,9223372036854775807]");
    assertThat(MilvusLiteral.after("id", Long.MIN_VALUE)).isEqualTo("id >= -9223372036854775807");
  }

  @Test
  void whatIsAfterAKey() {
    assertThat(MilvusLiteral.after("id", null)).isEmpty();
    assertThat(MilvusLiteral.after("id", 5L)).isEqualTo("id > 5");
    assertThat(MilvusLiteral.after("id", "a\\")).isEqualTo("id > \"a\\\\\"");
  }

  @Property(tries = 300)
  void noKeyEndsItsOwnLiteral(@ForAll @Size(min = 1, max = 5) List<@From("hostile") String> keys) {
    String expression = MilvusLiteral.in("id", keys).get(0);

    assertThat(expression).startsWith("id in [").endsWith("]");
    assertThat(literals(expression.substring("id in [".length(), expression.length() - 1)))
        .isEqualTo(keys);
    assertThat(literals(MilvusLiteral.after("id", keys.get(0)).substring("id > ".length())))
        .containsExactly(keys.get(0));
  }

  @Provide
  Arbitrary<String> hostile() {
    return Arbitraries.strings()
        .withChars('"', '\'', '\\', ']', ',', '\n', '\u0000', 'x', '0', '\u00e9')
        .ofMaxLength(12);
  }

  /** Reads a list of literals as Milvus's grammar does. */
  private static List<String> literals(String text) {
    List<String> values = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      assertThat(text.charAt(at++)).isEqualTo('"');
      StringBuilder value = new StringBuilder();
      while (text.charAt(at) != '"') {
        if (text.charAt(at) != '\\') {
          value.append(text.charAt(at++));
        } else if (text.charAt(at + 1) == 'x') {
          value.append((char) Integer.parseInt(text.substring(at + 2, at + 4), 16));
          at += 4;
        } else {
          value.append(text.charAt(at + 1));
          at += 2;
        }
      }
      values.add(value.toString());
      at++;
      assertThat(at == text.length() || text.charAt(at) == ',').isTrue();
      at++;
    }
    return values;
  }
}
