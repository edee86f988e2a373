// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.tool.pair.SourceProgress.Phase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SourceProgressTest {
  private static final Instant AT = Instant.ofEpochSecond(100);

  @Test
  void aTimeIsPassedWhenEverythingUpToItIsSent() {
    SourceProgress progress = new SourceProgress(Phase.STREAMING, 7, AT);

    assertThat(progress.isPast(7)).isTrue();
    assertThat(progress.isPast(8)).isFalse();
  }

  @Test
  void aSnapshotHasPassedNoTime() {
    assertThat(new SourceProgress(Phase.SNAPSHOT, 7, AT).isPast(1)).isFalse();
    assertThat(new SourceProgress(Phase.DROPPED, 7, AT).isPast(1)).isFalse();
  }

  @Test
  void aSourceWhoseClockIsAheadIsNotBehind() {
    SourceProgress progress = new SourceProgress(Phase.STREAMING, 7, AT);

    assertThat(progress.behind(AT.plusSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    assertThat(progress.behind(AT.minusSeconds(3))).isZero();
  }
}
