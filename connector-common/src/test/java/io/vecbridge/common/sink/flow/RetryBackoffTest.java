// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.sink.config.RetryConfig;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetryBackoffTest {
  private final AtomicLong now = new AtomicLong();

  @Test
  void theWaitDoublesUpToTheLongestAndStartsAgainAfterASuccess() {
    RetryBackoff backoff = backoff(Duration.ofMillis(-1));

    assertThat(backoff.failed()).isEqualTo(100);
    assertThat(backoff.failed()).isEqualTo(200);
    assertThat(backoff.failed()).isEqualTo(400);
    assertThat(backoff.failed()).isEqualTo(500);
    backoff.succeeded();
    assertThat(backoff.failed()).isEqualTo(100);
  }

  @Test
  void withoutATimeoutItNeverEnds() {
    RetryBackoff backoff = backoff(Duration.ofMillis(-1));
    backoff.failed();
    now.addAndGet(Duration.ofDays(100).toNanos());
    backoff.failed();

    assertThat(backoff.exhausted()).isFalse();
  }

  @Test
  void theTimeoutCountsFromTheFirstFailureInARow() {
    RetryBackoff backoff = backoff(Duration.ofSeconds(10));
    backoff.failed();
    now.addAndGet(Duration.ofSeconds(9).toNanos());
    backoff.succeeded();
    backoff.failed();
    now.addAndGet(Duration.ofSeconds(9).toNanos());
    assertThat(backoff.exhausted()).isFalse();
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(backoff.exhausted()).isTrue();
  }

  private RetryBackoff backoff(Duration timeout) {
    return new RetryBackoff(
        new RetryConfig(Duration.ofMillis(100), Duration.ofMillis(500), timeout), now::get);
  }
}
