// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import static io.vecbridge.oceanbase.sink.type.Types.assertUnfit;
import static io.vecbridge.oceanbase.sink.type.Types.convert;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrayTypeTest {
  @Test
  void numbersAreBareButFloatingOnesAreQuoted() {
    assertThat(convert("ARRAY(TINYINT)", List.of(true, false, -128))).isEqualTo("[1,0,-128]");
    assertThat(convert("ARRAY(BIGINT)", List.of(Long.MIN_VALUE, Long.MAX_VALUE)))
        .isEqualTo("[-9223372036854775808,9223372036854775807]");
    assertThat(convert("ARRAY(FLOAT)", List.of(-0f, Float.MAX_VALUE)))
        .isEqualTo("[\"-0.0\",\"3.4028234663852886E38\"]");
    assertThat(convert("ARRAY(DOUBLE)", List.of(0.36211948452850884)))
        .isEqualTo("[\"0.36211948452850884\"]");
  }

  @Test
  void textsAreEscaped() {
    assertThat(
            convert(
                "ARRAY(VARCHAR(50))",
                List.of("", "a\"b\\", "\0\n\u001f", "é中\uD83D\uDE00", "NULL")))
        .isEqualTo("[\"\",\"a\\\"b\\\\\",\"\\u0000\\u000a\\u001f\",\"é中\uD83D\uDE00\",\"NULL\"]");
  }

  @Test
  void nullsAndNestingAreKept() {
    assertThat(convert("ARRAY(INT)", Arrays.asList(1, null))).isEqualTo("[1,null]");
    assertThat(convert("ARRAY(INT)", List.of())).isEqualTo("[]");
    assertThat(convert("ARRAY(ARRAY(INT))", List.of(List.of(1), List.of()))).isEqualTo("[[1],[]]");
  }

  @Test
  void jsonTextIsReadAndCheckedAsWell() {
    assertThat(convert("ARRAY(DOUBLE)", "[0.5, null, 1e3]")).isEqualTo("[\"0.5\",null,\"1000.0\"]");
    assertThat(convert("ARRAY(TINYINT)", "[true, 2]")).isEqualTo("[1,2]");
    assertThat(convert("ARRAY(ARRAY(VARCHAR(3)))", "[[\"a\"],[]]")).isEqualTo("[[\"a\"],[]]");
    assertUnfit("ARRAY(INT)", "[1").hasMessage("the text is not a JSON array");
    assertUnfit("ARRAY(INT)", "1").hasMessage("the text is not a JSON array");
    assertUnfit("ARRAY(INT)", "[1] 2").hasMessage("something follows the array");
    assertUnfit("ARRAY(INT)", "[{}]").hasMessage("an element is neither a scalar nor an array");
  }

  @Test
  void whatTheServerDoesNotCheckIsChecked() {
    assertUnfit("ARRAY(VARCHAR(3))", List.of("abcd"))
        .hasMessage("4 characters exceed the maximum" + " of 3");
    assertUnfit("ARRAY(TINYINT)", List.of(1.5)).hasMessage("the number has a fraction");
    assertUnfit("ARRAY(TINYINT)", List.of(128))
        .hasMessageContaining("outside the range -128 to 127");
    assertUnfit("ARRAY(FLOAT)", List.of(1e39)).hasMessageContaining("can't be stored");
    assertUnfit("ARRAY(INT)", 1)
        .hasMessage("an array is expected, but the value has the type Integer");
  }
}
