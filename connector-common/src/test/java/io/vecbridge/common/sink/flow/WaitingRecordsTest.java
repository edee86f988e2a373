// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.testing.Records;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class WaitingRecordsTest {
  private static final TopicPartition PARTITION = new TopicPartition(Records.TOPIC, 3);
  private static final TopicPartition OTHER = new TopicPartition(Records.TOPIC, 4);

  private final AtomicLong nanos = new AtomicLong();
  private final WaitingRecords waiting = new WaitingRecords(nanos::get);
  private final SinkRecord record = Records.flattened(1, "a", 7);

  @Test
  void aRecordPrecedesThoseOfTheNextPutUntilItIsWritten() {
    SinkRecord next = Records.flattened(2, "b", 8);
    postponed(record);

    assertThat(waiting.before(List.of(next))).containsExactly(record, next);
    waiting.settle();

    assertThat(waiting.isEmpty()).isTrue();
    assertThat(waiting.before(List.of(next))).containsExactly(next);
  }

  @Test
  void recordsOfOnePartitionPrecedeThoseOfTheNextPutInTheirOrder() {
    SinkRecord later = Records.flattened(2, "b", 8);
    waiting.before(List.of(record, later));
    assertThat(waiting.postpone(List.of(change(later)), 100)).isTrue();
    assertThat(waiting.postpone(List.of(change(record)), 100)).isTrue();
    waiting.settle();

    assertThat(waiting.before(List.of())).containsExactly(record, later);
  }

  @Test
  void noOffsetAfterARecordThatWaitsIsCommitted() {
    postponed(record);

    assertThat(
            waiting.committable(
                Map.of(PARTITION, new OffsetAndMetadata(9), OTHER, new OffsetAndMetadata(5))))
        .isEqualTo(Map.of(PARTITION, new OffsetAndMetadata(7), OTHER, new OffsetAndMetadata(5)));
    assertThat(waiting.committable(Map.of(PARTITION, new OffsetAndMetadata(6))))
        .isEqualTo(Map.of(PARTITION, new OffsetAndMetadata(6)));
  }

  @Test
  void aPutThatFailsLeavesWhatWaits() {
    postponed(record);

    waiting.before(List.of());

    assertThat(waiting.before(List.of())).containsExactly(record);
  }

  @Test
  void timeAloneDoesNotEndTheWait() {
    postponed(record);
    nanos.addAndGet(Duration.ofHours(1).toNanos());

    for (int put = 0; put < 4; put++) {
      waiting.before(List.of());
      assertThat(waiting.postpone(List.of(change(record)), 100)).isTrue();
      waiting.settle();
    }
    waiting.before(List.of());

    assertThat(waiting.postpone(List.of(change(record)), 100)).isFalse();
  }

  @Test
  void tooManyOrTooLargeRecordsDoNotWait() {
    waiting.before(List.of());

    assertThat(waiting.postpone(List.of(change(record)), 20_000_000)).isFalse();
    for (int i = 0; i < 1_000; i++) {
      assertThat(waiting.postpone(List.of(change(Records.flattened(i, "a", i))), 100)).isTrue();
    }
    assertThat(waiting.postpone(List.of(change(record)), 100)).isFalse();
  }

  @Test
  void partitionsThatAreRevokedTakeTheirRecordsAlong() {
    postponed(record);

    waiting.revoked(List.of(OTHER));
    assertThat(waiting.isEmpty()).isFalse();
    waiting.revoked(List.of(PARTITION));
    assertThat(waiting.isEmpty()).isTrue();
  }

  private void postponed(SinkRecord each) {
    waiting.before(List.of(each));
    assertThat(waiting.postpone(List.of(change(each)), 100)).isTrue();
    waiting.settle();
  }

  private static Change change(SinkRecord each) {
    return (Change) new EventReader("$meta").read(each);
  }
}
