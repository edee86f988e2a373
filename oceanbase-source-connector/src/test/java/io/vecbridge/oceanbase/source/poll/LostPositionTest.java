// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class LostPositionTest {
  @Test
  void theServersRefusalsToReadThePastAreTold() {
    assertReason(1412, "truncated or re-created");
    assertReason(4344, "undo_retention");
    assertReason(4138, "undo_retention");
    assertReason(1146, "dropped or renamed");
  }

  @Test
  void otherErrorsAreNot() {
    assertThat(LostPosition.isLost(new SQLException("", "", 4012))).isFalse();
    assertThat(LostPosition.isLost(new SQLException("", "08S01"))).isFalse();
  }

  private static void assertReason(int code, String reason) {
    SQLException error = new SQLException("the server's own words", "HY000", code);
    assertThat(LostPosition.isLost(error)).isTrue();
    assertThat(LostPosition.reason(error)).contains(reason);
  }
}
