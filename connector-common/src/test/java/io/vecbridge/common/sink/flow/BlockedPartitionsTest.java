// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.sink.config.RetryConfig;
import io.vecbridge.common.sink.flow.BlockedRecords.Failure;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.testing.FakeSinkContext;
import io.vecbridge.common.testing.Records;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class BlockedPartitionsTest {
  private static final TopicPartition BLOCKED = new TopicPartition(Records.TOPIC, 3);
  private static final TopicPartition OTHER = new TopicPartition("others", 0);
  private static final List<SinkRecord> PUT = List.of(Records.flattened(1, "a", 7));
  private static final Failure FAILURE =
      new Failure(7, "shop.goods", "its key does not fit", new TreeSet<>(Set.of("shop.items")));

  private final AtomicLong now = new AtomicLong();
  private final FakeSinkContext context = new FakeSinkContext();
  private final SinkMetrics metrics = new SinkMetrics(now::get, () -> 0);
  private final PausedPartitions paused = new PausedPartitions(context);
  private final BlockedPartitions blocked =
      new BlockedPartitions(
          context,
          paused,
          new RetryConfig(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(-1)),
          metrics,
          now::get);

  BlockedPartitionsTest() {
    context.assign(BLOCKED);
    context.assign(OTHER);
  }

  @Test
  void thePartitionIsPausedAndReadAgainFromItsFirstRecordThatIsNotWritten() {
    blocked.settle(PUT, Map.of(BLOCKED, FAILURE));

    assertThat(context.rewound()).isEqualTo(Map.of(BLOCKED, 7L));
    assertThat(blocked.resume()).isEqualTo(1_001);
    assertThat(context.paused()).containsExactly(BLOCKED);
    assertThat(blocked.withoutPaused(PUT)).isEmpty();
    assertThat(blocked.texts())
        .containsExactly(
            "Table shop.goods can't be written: its key does not fit. Topic vec.shop.goods,"
                + " partition 3 waits at offset 7, and with it shop.items.");
  }

  @Test
  void noOffsetAfterThatRecordIsCommitted() {
    blocked.settle(PUT, Map.of(BLOCKED, FAILURE));

    assertThat(
            blocked.committable(
                Map.of(BLOCKED, new OffsetAndMetadata(9), OTHER, new OffsetAndMetadata(9))))
        .isEqualTo(Map.of(BLOCKED, new OffsetAndMetadata(7), OTHER, new OffsetAndMetadata(9)));
    assertThat(blocked.committable(Map.of(BLOCKED, new OffsetAndMetadata(5))))
        .isEqualTo(Map.of(BLOCKED, new OffsetAndMetadata(5)));
  }

  @Test
  void itIsTriedAgainAfterABackOffThatGrowsUntilItIsWritten() {
    blocked.settle(PUT, Map.of(BLOCKED, FAILURE));
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    blocked.resume();
    assertThat(context.paused()).isEmpty();
    assertThat(blocked.withoutPaused(PUT)).isEqualTo(PUT);

    blocked.settle(PUT, Map.of(BLOCKED, FAILURE));
    assertThat(blocked.resume()).isEqualTo(2_001);
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    blocked.settle(PUT, Map.of());
    blocked.resume();

    assertThat(context.paused()).isEmpty();
    assertThat(blocked.texts()).isEmpty();
    assertThat(metrics.getTotalNumberOfTableFailures()).isEqualTo(2);
    blocked.settle(PUT, Map.of(BLOCKED, FAILURE));
    assertThat(blocked.resume()).isEqualTo(1_001);
  }

  @Test
  void oneThatIsTriedAgainLetsConnectWaitForItsRecords() {
    blocked.settle(PUT, Map.of(BLOCKED, FAILURE));
    now.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(blocked.resume()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void recordsThatFollowedOneInItsPutAreNotWrittenBeforeItIfConnectDeliversThemAgain() {
    SinkRecord later = Records.flattened(1, "a", 8);
    blocked.settle(PUT, Map.of(BLOCKED, FAILURE));
    assertThat(blocked.unblocked(List.of(later))).isEmpty();
    context.rewound().clear();
    now.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(blocked.withoutPaused(List.of(later))).isEmpty();
    assertThat(context.rewound()).isEqualTo(Map.of(BLOCKED, 7L));
    assertThat(blocked.withoutPaused(PUT)).isEqualTo(PUT);
    assertThat(blocked.withoutPaused(List.of(later))).containsExactly(later);
  }

  @Test
  void anEarlierRecordThatIsWrittenDoesNotEndIt() {
    blocked.settle(PUT, Map.of(BLOCKED, FAILURE));
    blocked.settle(List.of(Records.flattened(1, "a", 6)), Map.of());
    blocked.resume();

    assertThat(context.paused()).containsExactly(BLOCKED);
  }

  @Test
  void aPartitionThatIsLostIsForgotten() {
    blocked.settle(PUT, Map.of(BLOCKED, FAILURE));
    blocked.revoked(List.of(BLOCKED));

    assertThat(blocked.texts()).isEmpty();
    assertThat(blocked.committable(Map.of(BLOCKED, new OffsetAndMetadata(9))))
        .isEqualTo(Map.of(BLOCKED, new OffsetAndMetadata(9)));
  }

  @Test
  void aPartitionThatIsLostAndComesBackIsNotPausedForEver() {
    blocked.settle(PUT, Map.of(BLOCKED, FAILURE));
    blocked.resume();
    // Connect itself pauses it again when it comes back.
    blocked.revoked(List.of(BLOCKED));

    blocked.settle(PUT, Map.of());
    blocked.resume();

    assertThat(context.paused()).isEmpty();
  }

  @Test
  void itStaysPausedWhenTheRateLimitsLetTheOthersContinue() {
    blocked.settle(PUT, Map.of(BLOCKED, FAILURE));
    blocked.resume();
    paused.all(true);
    assertThat(context.paused()).containsExactlyInAnyOrder(BLOCKED, OTHER);

    paused.all(false);

    assertThat(context.paused()).containsExactly(BLOCKED);
  }
}
