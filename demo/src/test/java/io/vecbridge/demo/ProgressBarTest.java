// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final ProgressBar bar = new ProgressBar("products", 6_000, false);

  @Test
  void fillsWithTheRowsThatHaveArrived() {
    assertThat(bar.at(3_000, 1_930))
        .isEqualTo("products  [############............]   3,000 of  6,000 rows   1,930 rows/s");
  }

  @Test
  void isFullOnlyWithTheLastRow() {
    assertThat(bar.at(5_999, 0)).contains("[#######################.]");
    assertThat(bar.at(6_000, 0)).contains("[########################]");
  }

  @Test
  void leavesTheRateOutUntilItIsKnown() {
    assertThat(bar.at(0, 0)).endsWith("6,000 rows");
  }

  @Test
  void staysInItsFrameWithMoreRowsThanExpected() {
    assertThat(bar.at(7_000, 0)).contains("[########################]   7,000");
  }

  @Test
  void isDrawnWithLinesWhereTheyCanBeShown() {
    assertThat(new ProgressBar("products", 2, true).at(1, 0))
        .contains("━━━━━━━━━━━━┄┄┄┄┄┄┄┄┄┄┄┄  ");
  }
}
