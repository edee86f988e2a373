// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.config.ObjectFailureMode;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.rate.RateLimit;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.config.RetryConfig;
import io.vecbridge.common.sink.event.ColumnRenames;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.flow.PutFlow;
import io.vecbridge.common.sink.flow.PutSettings;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.testing.FakeSinkContext;
import io.vecbridge.common.testing.LateExecutor;
import io.vecbridge.common.testing.Records;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class CommitUnderWayTest {
  private static final TopicPartition PARTITION = new TopicPartition(Records.TOPIC, 3);
  private static final Map<TopicPartition, OffsetAndMetadata> CURRENT =
      Map.of(PARTITION, new OffsetAndMetadata(9));
  private static final List<SinkRecord> LARGE =
      List.of(Records.flattened(1, "a", 4), Records.flattened(2, "b", 5));
  private static final List<SinkRecord> SMALL = List.of(Records.flattened(1, "c", 6));

  private final AtomicLong nanos = new AtomicLong();
  private final SinkMetrics metrics = new SinkMetrics(nanos::get, () -> 10_000);
  private final FakeSinkContext context = new FakeSinkContext(true);
  private final FakeSystem system = new FakeSystem();
  private final StartedSink<FakeTarget> sink = sink(0, new LateExecutor());

  @Test
  void aLargePutReturnsBeforeItIsCommittedAndTheNextOneWaitsForIt() {
    sink.put(LARGE);

    assertThat(system.calls).isEmpty();
    assertThat(context.timeout()).isEqualTo(10);
    assertThat(metrics.getTotalNumberOfUpserts()).isZero();

    sink.put(SMALL);

    assertThat(system.calls)
        .containsExactly("write 2 for version 1", "commit", "write 1 for version 1", "commit");
    assertThat(system.rows.stored).isEqualTo(Map.of(1L, "c", 2L, "b"));
    assertThat(metrics.getTotalNumberOfUpserts()).isEqualTo(3);
    assertThat(metrics.getTotalNumberOfBatches()).isEqualTo(2);
  }

  @Test
  void aPutWithoutRecordsDoesNotWait() {
    sink.put(LARGE);
    sink.put(List.of());
    assertThat(system.calls).isEmpty();
    assertThat(context.timeout()).isEqualTo(10);

    sink.put(List.of());
    assertThat(system.calls).containsExactly("write 2 for version 1", "commit");
    assertThat(metrics.getTotalNumberOfRecordsRead()).isEqualTo(2);
  }

  @Test
  void offsetsAreCommittedAfterTheirRows() {
    sink.put(LARGE);

    assertThat(sink.committable(CURRENT)).isEqualTo(CURRENT);
    assertThat(system.calls).containsExactly("write 2 for version 1", "commit");
  }

  @Test
  void aCommitThatFailsIsWrittenAgainBeforeTheNextPutAndNoOffsetPassesIt() {
    sink.put(LARGE);
    system.rows.failure = Failure.RETRY;

    assertThat(sink.committable(CURRENT)).isEqualTo(Map.of(PARTITION, new OffsetAndMetadata(4)));
    assertThat(system.calls).containsExactly("write 2 for version 1", "undo");
    system.rows.failure = null;
    sink.put(SMALL);

    assertThat(system.calls)
        .endsWith("undo", "write 2 for version 1", "commit", "write 1 for version 1", "commit");
    assertThat(system.rows.stored).isEqualTo(Map.of(1L, "c", 2L, "b"));
    assertThat(sink.committable(CURRENT)).isEqualTo(CURRENT);
    assertThat(metrics.getTotalNumberOfUpserts()).isEqualTo(3);
    assertThat(metrics.getTotalNumberOfRetries()).isZero();
  }

  @Test
  void aFailureThatLastsIsThatOfTheNextPut() {
    sink.put(LARGE);
    system.rows.failure = Failure.RETRY;

    assertThatThrownBy(() -> sink.put(SMALL))
        .isInstanceOf(RetriableException.class)
        .hasMessage("OceanBase can't be written at present: the server says no.");
    assertThat(metrics.getTotalNumberOfRetries()).isEqualTo(1);
    assertThat(sink.committable(CURRENT)).isEqualTo(Map.of(PARTITION, new OffsetAndMetadata(4)));

    system.rows.failure = null;
    sink.put(SMALL);
    assertThat(system.rows.stored).isEqualTo(Map.of(1L, "c", 2L, "b"));
  }

  @Test
  void aFlushWritesWhatFailedAndThrowsWhatLasts() {
    sink.put(LARGE);
    sink.flush();
    assertThat(system.calls).containsExactly("write 2 for version 1", "commit");

    sink.put(LARGE);
    system.rows.failure = Failure.RETRY;
    assertThatThrownBy(sink::flush)
        .isInstanceOf(RetriableException.class)
        .hasMessage("OceanBase can't be written at present: the server says no.");
    system.rows.failure = null;
    sink.flush();
    assertThat(system.rows.stored).isEqualTo(Map.of(1L, "a", 2L, "b"));
  }

  @Test
  void whatAPartitionsNewOwnerWritesIsNotWrittenAgain() {
    sink.put(LARGE);
    system.rows.failure = Failure.RETRY;
    sink.revoked(Set.of(PARTITION));
    system.rows.failure = null;
    system.calls.clear();

    sink.put(List.of());

    assertThat(system.calls).isEmpty();
    assertThat(sink.committable(CURRENT)).isEqualTo(CURRENT);
  }

  @Test
  void aPutWithABadRecordIsCommittedWhenItReturns() {
    sink.put(List.of(Records.flattened(1, "a", 4), Records.flattened(2, "longer", 5)));

    assertThat(system.calls).containsExactly("reread", "write 1 for version 1", "commit");
    assertThat(context.reported()).hasSize(1);
  }

  @Test
  void rowsThatAreRefusedAreReportedByTheTasksThread() {
    StartedSink<FakeTarget> threaded = sink(0, Executors.newSingleThreadExecutor());
    threaded.put(List.of(Records.flattened(1, "a", 4), Records.flattened(2, FakeRows.BAD, 5)));

    threaded.put(SMALL);
    threaded.close();

    assertThat(context.reported()).singleElement().asString().contains("offset 5 can't");
    assertThat(system.calls)
        .containsExactly(
            "write 2 for version 1",
            "undo",
            "write 2 for version 1",
            "commit",
            "write 1 for version 1",
            "commit",
            "close");
  }

  @Test
  void afterACommitThatFailsAHundredPutsAreCommittedWhenTheyReturn() {
    sink.put(LARGE);
    system.rows.failure = Failure.RETRY;
    sink.committable(CURRENT);
    system.rows.failure = null;
    sink.put(List.of());
    for (int i = 0; i < 99; i++) {
      system.calls.clear();
      sink.put(LARGE);
      assertThat(system.calls).containsExactly("write 2 for version 1", "commit");
    }
    system.calls.clear();

    sink.put(LARGE);
    assertThat(system.calls).isEmpty();
  }

  @Test
  void afterASlowCommitAPutIsCommittedWhenItReturns() {
    sink.put(LARGE);
    nanos.addAndGet(Duration.ofSeconds(20).toNanos());
    sink.put(LARGE);
    assertThat(system.calls).filteredOn("commit"::equals).hasSize(2);

    sink.put(LARGE);
    assertThat(system.calls).filteredOn("commit"::equals).hasSize(2);
  }

  @Test
  void rateLimitedPutsAreCommittedWhenTheyReturn() {
    sink(1_000, new LateExecutor()).put(LARGE);

    assertThat(system.calls).containsExactly("write 2 for version 1", "commit");
  }

  @Test
  void theTargetIsClosedAfterTheLastCommit() {
    StartedSink<FakeTarget> threaded = sink(0, Executors.newSingleThreadExecutor());
    threaded.put(LARGE);
    threaded.close();

    assertThat(system.calls).containsExactly("write 2 for version 1", "commit", "close");
  }

  private StartedSink<FakeTarget> sink(int rowsPerSecond, ExecutorService executor) {
    RateLimits limits =
        new RateLimits(
            new RateLimit(rowsPerSecond, 0, nanos::get), new RateLimit(0, 0, nanos::get));
    RetryConfig retry =
        new RetryConfig(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(-1));
    return new StartedSink<>(
        system,
        new EventReader("$meta"),
        ColumnRenames.none(),
        true,
        new PutFlow(
            "OceanBase",
            new PutSettings(limits, retry, Duration.ofSeconds(60), true, ObjectFailureMode.FAIL),
            context,
            metrics,
            nanos::get),
        new CommitUnderWay(2, executor));
  }
}
