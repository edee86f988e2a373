// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bigint(20) unsigned     | bigint  | 20           | true  | BIGINT UNSIGNED
          DOUBLE UNSIGNED         | double  | ''           | true  | DOUBLE UNSIGNED
          int                     | int     | ''           | false | INT
          decimal(30,5)           | decimal | 30,5         | false | DECIMAL
          VECTOR(768)             | vector  | 768          | false | VECTOR
          ARRAY(VARCHAR(20))      | array   | VARCHAR(20)  | false | ARRAY(VARCHAR(20))
          ARRAY(ARRAY(INT))       | array   | ARRAY(INT)   | false | ARRAY(ARRAY(INT))
          """)
  void aTypeIsTakenApart(
      String type, String name, String arguments, boolean unsigned, String wireName) {
    TypeText text = TypeText.of(type);
    assertThat(text.name()).isEqualTo(name);
    assertThat(text.arguments()).isEqualTo(arguments);
    assertThat(text.unsigned()).isEqualTo(unsigned);
    assertThat(text.wireName()).isEqualTo(wireName);
  }

  @Test
  void argumentsAreNumbersOrMissing() {
    assertThat(TypeText.of("decimal(30,5)").argument(1, 0)).isEqualTo(5);
    assertThat(TypeText.of("decimal(30)").argument(1, 7)).isEqualTo(7);
    assertThat(TypeText.of("bit").argument(0, 1)).isEqualTo(1);
  }

  @Test
  void optionsKeepWhatStandsInQuotes() {
    assertThat(TypeText.of("enum('a','it''s','b c')").options())
        .containsExactly("a", "it's", "b c");
    assertThat(TypeText.of("enum()").options()).isEmpty();
  }

  @Test
  void theCharacterSetIsThatOfTheCollation() {
    assertThat(TypeText.of("varchar(5)", "gbk_bin").charset()).isEqualTo(Charset.forName("GBK"));
    assertThat(TypeText.of("varchar(5)", "utf8mb4_bin").charset())
        .isEqualTo(StandardCharsets.UTF_8);
    assertThat(TypeText.of("int").charset()).isEqualTo(StandardCharsets.UTF_8);
  }
}
