// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.sink.config.RetryConfig;
import io.vecbridge.common.testing.Records;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RetryBackoffTest {
  private static final SinkRecord FIRST = Records.flattened(1, "a", 1);

  private final AtomicLong now = new AtomicLong();

  @Test
  void theWaitDoublesUpToTheLongestAndStartsAgainAfterASuccess() {
    RetryBackoff backoff = backoff(Duration.ofMillis(-1));

    assertThat(backoff.failed(FIRST, false)).isEqualTo(100);
    assertThat(backoff.failed(FIRST, false)).isEqualTo(200);
    assertThat(backoff.failed(FIRST, false)).isEqualTo(400);
    assertThat(backoff.failed(FIRST, false)).isEqualTo(500);
    backoff.succeeded();
    assertThat(backoff.failed(FIRST, false)).isEqualTo(100);
  }

  @Test
  void withoutATimeoutItNeverEnds() {
    RetryBackoff backoff = backoff(Duration.ofMillis(-1));
    backoff.failed(FIRST, false);
    now.addAndGet(Duration.ofDays(100).toNanos());
    backoff.failed(FIRST, false);

    assertThat(backoff.exhausted()).isFalse();
  }

  @Test
  void theTimeoutCountsFromTheFirstFailureInARow() {
    RetryBackoff backoff = backoff(Duration.ofSeconds(10));
    backoff.failed(FIRST, false);
    now.addAndGet(Duration.ofSeconds(9).toNanos());
    backoff.succeeded();
    backoff.failed(FIRST, false);
    now.addAndGet(Duration.ofSeconds(9).toNanos());
    assertThat(backoff.exhausted()).isFalse();
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(backoff.exhausted()).isTrue();
  }

  @Test
  void aSystemThatRefusesEverythingIsAskedAgainForAMinute() {
    RetryBackoff backoff = backoff(Duration.ofMillis(-1));
    backoff.failed(FIRST, false);
    now.addAndGet(Duration.ofHours(1).toNanos());
    backoff.failed(FIRST, true);
    now.addAndGet(Duration.ofSeconds(59).toNanos());
    backoff.failed(FIRST, true);
    assertThat(backoff.exhausted()).isFalse();
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(backoff.exhausted()).isTrue();

    backoff.failed(FIRST, false);
    assertThat(backoff.exhausted()).isFalse();
  }

  @Test
  void recordsThatComeInsteadOfThoseThatFailedHaveFailedNever() {
    RetryBackoff backoff = backoff(Duration.ofSeconds(10));
    backoff.failed(FIRST, false);
    assertThat(backoff.isOver(List.of(FIRST))).isFalse();
    now.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(backoff.isOver(List.of(Records.flattened(1, "a", 2)))).isTrue();

    assertThat(backoff.failed(FIRST, false)).isEqualTo(100);
    assertThat(backoff.exhausted()).isFalse();
    assertThat(backoff.isOver(List.of())).isTrue();
  }

  private RetryBackoff backoff(Duration timeout) {
    return new RetryBackoff(
        new RetryConfig(Duration.ofMillis(100), Duration.ofMillis(500), timeout), now::get);
  }
}
