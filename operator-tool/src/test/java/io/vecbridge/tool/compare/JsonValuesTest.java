// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"b\":2}         | {\"b\":2,\"a\":1}",
        "{\"a\":1,\"a\":2}         | {\"a\":2}",
        "[1.0, 1e2]                | [1, 100]",
        "0.1                       | 1.0E-1",
        "\"\\u0061\"               | \"a\"",
        "9223372036854775807       | 9223372036854775807"
      })
  void textsOfOneValueAreEqual(String one, String other) {
    assertThat(JsonValues.of(one)).isEqualTo(JsonValues.of(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1,2]                     | [2,1]",
        "\"1\"                     | 1",
        "\"null\"                  | null",
        "\"true\"                  | true",
        "-0.0                      | 0.0",
        "9007199254740993          | 9007199254740992",
        "9007199254740993          | 9007199254740992.0",
        "0.1                       | 0.10000000000000002",
        "{\"a\":null}              | {}"
      })
  void differentValuesAreNot(String one, String other) {
    assertThat(JsonValues.of(one)).isNotEqualTo(JsonValues.of(other));
  }
}
