// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Test
  void theUnitFitsTheLength() {
    assertThat(Durations.text(Duration.ofMillis(1_340))).isEqualTo("1.3 s");
    assertThat(Durations.text(Duration.ofSeconds(130))).isEqualTo("2 min");
    assertThat(Durations.text(Duration.ofMinutes(150))).isEqualTo("2.5 h");
    assertThat(Durations.text(Duration.ofHours(60))).isEqualTo("2.5 days");
  }
}
