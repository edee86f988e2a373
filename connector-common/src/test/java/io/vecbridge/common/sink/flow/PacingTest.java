// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.rate.RateLimit;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.testing.FakeSinkContext;
import io.vecbridge.common.testing.Records;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class PacingTest {
  private static final TopicPartition FIRST = new TopicPartition("a", 0);
  private static final TopicPartition SECOND = new TopicPartition("a", 1);

  private final AtomicLong now = new AtomicLong();
  private final FakeSinkContext context = new FakeSinkContext();
  private final RateLimits limits =
      new RateLimits(new RateLimit(100, 0, now::get), new RateLimit(0, 0, now::get));
  private final Pacing pacing =
      new Pacing(context, new PausedPartitions(context), limits, now::get);

  @Test
  void whatWasWrittenTooFastIsPaidForWhileThePartitionsArePaused() {
    context.assign(FIRST);
    limits.snapshot().charge(300, 0);

    pacing.afterWrite();
    assertThat(context.paused()).containsExactly(FIRST);
    assertThat(context.timeout()).isEqualTo(3_000);

    now.addAndGet(Duration.ofSeconds(1).toNanos());
    pacing.beforeWrite(List.of());
    assertThat(context.paused()).containsExactly(FIRST);
    assertThat(context.timeout()).isBetween(2_000L, 2_001L);

    now.addAndGet(Duration.ofSeconds(2).toNanos());
    pacing.beforeWrite(List.of());
    assertThat(context.paused()).isEmpty();
  }

  @Test
  void partitionsStayPausedUntilWhatIsDeliveredAgainIsWritten() {
    context.assign(FIRST);
    limits.snapshot().charge(300, 0);
    pacing.afterWrite();
    now.addAndGet(Duration.ofSeconds(4).toNanos());

    // The write fails, and Connect delivers the same records again.
    pacing.beforeWrite(List.of(Records.flattened(1, "a", 1)));
    assertThat(context.paused()).containsExactly(FIRST);
    pacing.beforeWrite(List.of(Records.flattened(1, "a", 1)));
    assertThat(context.paused()).containsExactly(FIRST);

    pacing.afterWrite();
    assertThat(context.paused()).isEmpty();
  }

  @Test
  void partitionsAreResumedIfWhatWasToBeWrittenFirstIsGoneWithItsPartition() {
    context.assign(FIRST);
    limits.snapshot().charge(300, 0);
    pacing.afterWrite();
    now.addAndGet(Duration.ofSeconds(4).toNanos());
    // The write fails, and a rebalance takes the records away.
    pacing.beforeWrite(List.of(Records.flattened(1, "a", 1)));

    pacing.beforeWrite(List.of());

    assertThat(context.paused()).isEmpty();
  }

  @Test
  void recordsOfANewPartitionComeAgainLater() {
    context.assign(FIRST);
    limits.snapshot().charge(300, 0);
    pacing.afterWrite();
    context.assign(SECOND);

    assertThatThrownBy(() -> pacing.beforeWrite(List.of(Records.flattened(1, "a", 1))))
        .isInstanceOf(RetriableException.class)
        .hasMessage("Waiting for the rate limit.");
    assertThat(context.paused()).containsExactlyInAnyOrder(FIRST, SECOND);
  }

  @Test
  void belowTheLimitNothingIsPaused() {
    context.assign(FIRST);
    limits.streaming().charge(1_000_000, 1_000_000);

    pacing.afterWrite();
    pacing.beforeWrite(List.of(Records.flattened(1, "a", 1)));

    assertThat(context.paused()).isEmpty();
    assertThat(context.timeout()).isEqualTo(-1);
  }
}
