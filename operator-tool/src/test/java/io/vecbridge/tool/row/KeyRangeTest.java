// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyRangeTest {
  @Test
  void aRangeBeginsWithItsFirstKeyAndEndsBeforeItsLast() {
    assertThat(KeyRange.of("-5", " 10 ", true).expression("id", ""))
        .isEqualTo("id >= -5 and id < 10");
    assertThat(KeyRange.of("a\"b", null, false).expression("name", ""))
        .isEqualTo("name >= \"a\\\"b\"");
  }

  @Test
  void aConditionHoldsForTheWholeRange() {
    assertThat(KeyRange.of(null, "9", true).expression("id", "a > 1 or b > 1"))
        .isEqualTo("(a > 1 or b > 1) and id < 9");
    assertThat(KeyRange.ALL.expression("id", "a > 1")).isEqualTo("a > 1");
    assertThat(KeyRange.ALL.expression("id", "")).isEmpty();
  }

  @Test
  void theSmallestNumberWhichMilvusCannotParseIsNoLimit() {
    assertThat(KeyRange.of("-9223372036854775808", null, true).expression("id", "")).isEmpty();
  }

  @Test
  void anEndThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> KeyRange.of("a", null, true))
        .isInstanceOf(NumberFormatException.class);
  }
}
