// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"b\":[1,null]} | {\"b\": [1, null], \"a\": 1}",
        "0.5 | 0.50",
        "1.0 | 1",
      })
  void whatMeansTheSameIsEqual(String one, String other) {
    assertThat(Json.parse(one)).isEqualTo(Json.parse(other)).hasSameHashCodeAs(Json.parse(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9007199254740993 | 9007199254740992",
        "[1,2] | [2,1]",
        "{\"a\":1} | {\"a\":1,\"b\":1}",
        "{\"a\":null} | {}",
        "\"1\" | 1",
        "0.36211948452850884 | 0.3621194845285088",
        "0.1 | 0.10000000000000003",
      })
  void whatMeansSomethingElseIsNot(String one, String other) {
    assertThat(Json.parse(one)).isNotEqualTo(Json.parse(other));
  }

  @Test
  void textAfterTheValueIsRefused() {
    assertThatThrownBy(() -> Json.parse("{} {}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Not JSON");
  }
}
