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
import io.vecbridge.common.testing.Records;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class StartedSinkTest {
  private final AtomicLong nanos = new AtomicLong();
  private final SinkMetrics metrics = new SinkMetrics(nanos::get, () -> 10_000);
  private final FakeSinkContext context = new FakeSinkContext(true);
  private final FakeSystem system = new FakeSystem();
  private final StartedSink<FakeTarget> sink = sink(true);

  @Test
  void aPutIsWrittenAndCommittedBeforeItReturns() {
    sink.put(
        List.of(
            Records.envelope("r", 1L, "a", 1),
            Records.flattened(2, "b", 2),
            Records.flattened(3, FakeRows.BAD, 3),
            Records.tombstone(9L, 4)));

    assertThat(system.calls).containsExactly("write 4 for version 1", "commit");
    assertThat(system.rows.stored).isEqualTo(Map.of(1L, "a", 2L, "b"));
    assertThat(context.reported()).singleElement().asString().contains("offset 3 can't");
    assertThat(metrics.getTotalNumberOfRecordsRead()).isEqualTo(4);
    assertThat(metrics.getTotalNumberOfUpserts()).isEqualTo(2);
    assertThat(metrics.getTotalNumberOfDeletes()).isEqualTo(1);
    assertThat(metrics.getTotalNumberOfErrantRecords()).isEqualTo(1);
    assertThat(metrics.getTotalBytes()).isEqualTo(220);
    assertThat(metrics.getPhase()).isEqualTo("snapshot");
  }

  @Test
  void redeliveryLeavesTheSameRows() {
    List<SinkRecord> put =
        List.of(
            Records.flattened(1, "a", 1), Records.tombstone(2L, 2), Records.flattened(1, "c", 3));
    sink.put(put);
    sink.put(put);

    assertThat(system.rows.stored).isEqualTo(Map.of(1L, "c"));
  }

  @Test
  void aBadRecordDoesNotSwallowAGoodEarlierOne() {
    sink.put(List.of(Records.flattened(1, "a", 1), Records.flattened(1, "too long", 2)));

    assertThat(system.rows.stored).isEqualTo(Map.of(1L, "a"));
    assertThat(context.reported()).singleElement().asString().contains("offset 2 can't");
  }

  @Test
  void whatComesBeforeATruncateIsCommittedBeforeIt() {
    sink.put(
        List.of(
            Records.flattened(1, "a", 1),
            Records.envelope("t", null, null, 2),
            Records.flattened(2, "b", 3)));

    assertThat(system.calls)
        .containsExactly(
            "write 1 for version 1", "commit", "truncate", "write 1 for version 1", "commit");
    assertThat(system.rows.stored).isEqualTo(Map.of(2L, "b"));
    assertThat(metrics.getTotalNumberOfTruncates()).isEqualTo(1);
  }

  @Test
  void whatAPutCommittedBeforeItFailedCountsOnce() {
    List<SinkRecord> put =
        List.of(
            Records.flattened(1, "a", 1),
            Records.envelope("t", null, null, 2),
            Records.flattened(2, "b", 3));
    system.afterTruncate = Failure.RETRY;
    assertThatThrownBy(() -> sink.put(put)).isInstanceOf(RetriableException.class);
    assertThat(metrics.getTotalNumberOfUpserts()).isZero();
    system.afterTruncate = null;
    system.rows.failure = null;

    sink.put(put);

    assertThat(metrics.getTotalNumberOfUpserts()).isEqualTo(2);
    assertThat(metrics.getTotalNumberOfTruncates()).isEqualTo(1);
    assertThat(metrics.getTotalBytes()).isEqualTo(200);
  }

  @Test
  void deletesAndTruncatesCanBeLeftOut() {
    sink(false)
        .put(
            List.of(
                Records.flattened(1, "a", 1),
                Records.tombstone(1L, 2),
                Records.envelope("t", null, null, 3)));

    assertThat(system.rows.stored).isEqualTo(Map.of(1L, "a"));
    assertThat(metrics.getTotalNumberOfSkipped()).isEqualTo(2);
  }

  @Test
  void aMisfitIsConvertedForADefinitionThatWasReadAgain() {
    system.reread = new FakeTarget(2);
    sink.put(
        List.of(
            Records.flattened(1, "a", 1),
            Records.flattened(2, "longer", 2),
            Records.flattened(1, "longer still", 3)));

    // The earlier row has the columns of the former definition.
    assertThat(system.calls)
        .containsExactly("reread", "write 1 for version 1", "write 2 for version 2", "commit");
    assertThat(system.rows.stored).isEqualTo(Map.of(1L, "longer still", 2L, "longer"));
  }

  @Test
  void aDefinitionIsReadAgainForTheFirstMisfitOfAPutAlone() {
    sink.put(List.of(Records.flattened(1, "longer", 1), Records.flattened(2, "longer", 2)));

    assertThat(system.calls).containsExactly("reread", "commit");
    assertThat(context.reported()).hasSize(2).allMatch(message -> message.contains("is too long"));
  }

  @Test
  void aTargetThatIsUnavailableShowsInTheMetrics() {
    system.rows.failure = Failure.RETRY;
    Map<String, Object> change =
        Map.of("op", "c", "after", after(), "source", Map.of("ts_ms", 9_000L));
    List<SinkRecord> put = List.of(Records.schemaless(Map.of("id", 1L), change, 1));

    assertThatThrownBy(() -> sink.put(put))
        .isInstanceOf(RetriableException.class)
        .hasMessage("OceanBase can't be written at present: the server says no.");

    assertThat(system.calls).endsWith("abandon");
    assertThat(context.timeout()).isEqualTo(1_000);
    assertThat(metrics.getPhase()).isEqualTo("retrying");
    assertThat(metrics.getTotalNumberOfRetries()).isEqualTo(1);
    assertThat(metrics.getLastError()).isEqualTo("the server says no");
    assertThat(metrics.getMilliSecondsBehindSource()).isEqualTo(1_000);
    assertThat(metrics.getTotalNumberOfRecordsRead()).isZero();
    assertThat(metrics.getTotalNumberOfBatches()).isZero();
  }

  @Test
  void whatOnlyAnOperatorCanChangeStopsTheTask() {
    system.rows.failure = Failure.FATAL;

    assertThatThrownBy(() -> sink.put(List.of(Records.flattened(1, "a", 1))))
        .isExactlyInstanceOf(ConnectException.class)
        .hasMessage(
            "OceanBase refuses the request: the server says no. Fix the cause and restart the task.");
    assertThat(system.calls).endsWith("abandon");
  }

  @Test
  void aBusyTargetIsAskedAgainLaterAndKeepsWhatIsKnownAboutIt() {
    system.busy =
        new TargetBusyException("The memstore is full.", "memstore_full", Duration.ofSeconds(30));

    assertThatThrownBy(() -> sink.put(List.of(Records.flattened(1, "a", 1))))
        .isInstanceOf(RetriableException.class)
        .hasMessage("The memstore is full.");

    assertThat(system.calls).isEmpty();
    assertThat(context.timeout()).isEqualTo(30_000);
    assertThat(metrics.getPhase()).isEqualTo("memstore_full");
    assertThat(metrics.getTotalNumberOfRetries()).isZero();
  }

  @Test
  void aPutWithoutRecordsCountsNothing() {
    sink.put(List.of());

    assertThat(system.calls).isEmpty();
    assertThat(metrics.getPhase()).isEqualTo("waiting");
    assertThat(metrics.getMilliSecondsBehindSource()).isEqualTo(-1);
    assertThat(metrics.getTotalNumberOfBatches()).isZero();
    assertThat(metrics.getLastError()).isEmpty();
  }

  @Test
  void rowsArriveWithTheNewNamesOfTheirColumns() {
    system.target = new FakeTarget(2);
    ColumnRenames renames = new ColumnRenames(Map.of("shop.goods", Map.of("name", "title")));

    sink(true, renames, ObjectFailureMode.FAIL)
        .put(List.of(Records.flattened(1, "a", 1), Records.schemaChange("goods", 2)));

    assertThat(system.shapes).containsExactly(List.of("id", "title"));
    assertThat(system.rows.stored).isEqualTo(Map.of(1L, "a"));
  }

  @Test
  void columnsThatWouldGetTheSameNameHoldUpTheirTableAlone() {
    ColumnRenames renames = new ColumnRenames(Map.of("shop.goods", Map.of("name", "id")));
    SinkRecord other =
        new SinkRecord(
            "vec.shop.others", 0, Records.KEY, Records.key(2), Records.ROW, Records.row(2, "b"), 5);

    sink(true, renames, ObjectFailureMode.CONTINUE)
        .put(List.of(Records.flattened(1, "a", 1), Records.schemaChange("goods", 2), other));

    assertThat(system.rows.stored).isEqualTo(Map.of(2L, "b"));
    assertThat(context.paused()).containsExactly(new TopicPartition(Records.TOPIC, 3));
    assertThat(context.rewound()).containsEntry(new TopicPartition(Records.TOPIC, 3), 1L);
    assertThat(metrics.getLastError()).contains("would get the name 'id'");
  }

  private StartedSink<FakeTarget> sink(boolean deleteEnabled) {
    return sink(deleteEnabled, ColumnRenames.none(), ObjectFailureMode.FAIL);
  }

  private StartedSink<FakeTarget> sink(
      boolean deleteEnabled, ColumnRenames renames, ObjectFailureMode objectFailures) {
    RateLimits none =
        new RateLimits(new RateLimit(0, 0, nanos::get), new RateLimit(0, 0, nanos::get));
    RetryConfig retry =
        new RetryConfig(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(-1));
    return new StartedSink<>(
        system,
        new EventReader("$meta"),
        renames,
        deleteEnabled,
        new PutFlow(
            "OceanBase",
            new PutSettings(none, retry, Duration.ofSeconds(60), true, objectFailures),
            context,
            metrics,
            nanos::get),
        CommitUnderWay.ofLargePuts());
  }

  private static Map<String, Object> after() {
    Map<String, Object> after = new LinkedHashMap<>();
    after.put("id", 1L);
    after.put("name", "a");
    return after;
  }
}
