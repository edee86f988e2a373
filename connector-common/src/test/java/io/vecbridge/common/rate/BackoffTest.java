// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void pausesDoubleUpToTheLimitUntilATrySucceeds() {
    Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));
    assertThat(backoff.succeeded()).isFalse();
    assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(200));
    assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(400));
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.failed()).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }
    assertThat(backoff.failed()).isEqualTo(Duration.ofSeconds(10));
    assertThat(backoff.succeeded()).isTrue();
    assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void aSuccessEndsASeriesOfFailuresThatAllPauseAlike() {
    Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertThat(backoff.failed()).isEqualTo(Duration.ofSeconds(1));
    assertThat(backoff.succeeded()).isTrue();
    assertThat(backoff.succeeded()).isFalse();
  }
}
