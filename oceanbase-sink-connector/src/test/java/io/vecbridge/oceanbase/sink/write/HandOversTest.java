// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.config.ObjectFailureMode;
import io.vecbridge.common.rate.RateLimit;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.config.RetryConfig;
import io.vecbridge.common.sink.event.ColumnRenames;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.flow.PutFlow;
import io.vecbridge.common.sink.flow.PutSettings;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.sink.write.CommitUnderWay;
import io.vecbridge.common.sink.write.StartedSink;
import io.vecbridge.common.testing.FakeSinkContext;
import io.vecbridge.common.testing.Records;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Rows hand unique values to each other, and an offender leaves the row that was there. */
class HandOversTest {
  private static final TopicPartition PARTITION = new TopicPartition(Records.TOPIC, 3);
  private static final List<String> NAMES = List.of("a", "b", "c");

  private final AtomicLong nanos = new AtomicLong();
  private final SinkMetrics metrics = new SinkMetrics(nanos::get, () -> 0);
  private final FakeSinkContext context = new FakeSinkContext(true);
  private final FakeTenant tenant = new FakeTenant(3);
  private final FakeTable table = tenant.table;
  private final StartedSink<TargetTable> sink = sink(tenant);

  @Test
  void rowsThatExchangeValuesOverSeveralStatementsAreNoOffenders() {
    table.store(1, "a");
    table.store(2, "b");
    table.store(3, "c");

    put(row(1, "b", 1), row(2, "c", 2), row(3, "a", 3));

    assertThat(names()).isEqualTo(Map.of(1L, "b", 2L, "c", 3L, "a"));
    assertThat(context.reported()).isEmpty();
  }

  @Test
  void valuesMoveAlongALongChainInFewStatements() {
    List<SinkRecord> moves = new ArrayList<>();
    for (int i = 1; i <= 400; i++) {
      table.store(i, "p" + i);
      moves.add(row(i, "p" + (i + 1), i));
    }
    sink.put(moves);

    assertThat(table.name(1)).isEqualTo("p2");
    assertThat(table.name(400)).isEqualTo("p401");
    assertThat(context.reported()).isEmpty();
    assertThat(table.statements).isLessThan(3_000);
  }

  @Test
  void aRowWaitsForTheValueThatAnotherPutFrees() {
    table.store(1, "a");

    put(row(2, "a", 7), row(3, "c", 8));

    assertThat(names()).isEqualTo(Map.of(1L, "a", 3L, "c"));
    assertThat(context.timeout()).isEqualTo(1_000);
    assertThat(committable(9)).isEqualTo(7);

    put(Records.tombstone(1L, 9));

    assertThat(names()).isEqualTo(Map.of(2L, "a", 3L, "c"));
    assertThat(context.reported()).isEmpty();
    assertThat(committable(10)).isEqualTo(10);
    assertThat(metrics.getTotalNumberOfRecordsRead()).isEqualTo(3);
  }

  @Test
  void aRowThatAnotherTaskMakesRoomForIsWrittenWithoutMoreRecords() {
    table.store(1, "a");
    put(row(2, "a", 7));

    table.rows.remove(1L);
    put();

    assertThat(names()).isEqualTo(Map.of(2L, "a"));
    assertThat(committable(8)).isEqualTo(8);
  }

  @Test
  void aLaterChangeOfTheKeyTakesThePlaceOfTheOneThatWaits() {
    table.store(1, "a");

    put(row(2, "a", 7));
    put(row(2, "b", 8));

    assertThat(names()).isEqualTo(Map.of(1L, "a", 2L, "b"));
    assertThat(committable(9)).isEqualTo(9);
  }

  @Test
  void aRowThatHasWaitedLongEnoughIsReportedAndGivesWayToWhatItReplaced() {
    table.store(1, "a");

    put(row(2, "b", 7), row(2, "a", 8));
    assertThat(names()).isEqualTo(Map.of(1L, "a", 2L, "b"));
    for (int i = 0; i < 10; i++) {
      nanos.addAndGet(Duration.ofSeconds(5).toNanos());
      put();
    }

    assertThat(names()).isEqualTo(Map.of(1L, "a", 2L, "b"));
    assertThat(context.reported())
        .singleElement()
        .asString()
        .contains("offset 8 can't be written", "another row has the same unique key (error 1062");
    assertThat(committable(9)).isEqualTo(9);
  }

  @Test
  void whatWaitsIsGoneWithATruncate() {
    table.store(1, "a");

    put(row(2, "a", 7), Records.envelope("t", null, null, 8));
    put();

    assertThat(names()).isEmpty();
    assertThat(context.reported()).isEmpty();
  }

  @Test
  void anOffenderGivesWayToWhatItReplaced() {
    put(row(1, "good", 1), row(1, FakeTable.REFUSED, 2), row(1, FakeTable.REFUSED, 3));

    assertThat(names()).isEqualTo(Map.of(1L, "good"));
    assertThat(context.reported()).hasSize(2);
  }

  @Test
  void anyOtherFailureIsThrownAndLeavesWhatWaits() {
    table.store(1, "a");
    put(row(2, "a", 7));
    table.lost = true;

    assertThatThrownBy(() -> put(row(3, "c", 8)))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("lost");
    assertThat(committable(8)).isEqualTo(7);
  }

  @Test
  void aPartitionThatIsRevokedTakesItsWaitingRowsAlong() {
    table.store(1, "a");
    put(row(2, "a", 7));

    sink.revoked(List.of(PARTITION));
    table.rows.clear();
    put();

    assertThat(names()).isEmpty();
  }

  @Property(tries = 2_000)
  void anyCutOfAStreamWithRedeliveryLeavesTheSameRowsAsItsChangesOneByOne(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int batchSize) {
    Random random = new Random(seed);
    FakeTenant tried = new FakeTenant(batchSize);
    FakeSinkContext reports = new FakeSinkContext(true);
    StartedSink<TargetTable> stream = sink(tried, reports);
    List<SinkRecord> records = new ArrayList<>();
    Map<Long, Map<String, Object>> expected = stream(random, records);

    int next = 0;
    int redeliveries = 3;
    while (next < records.size()) {
      int end = Math.min(records.size(), next + 1 + random.nextInt(6));
      stream.put(records.subList(next, end));
      boolean again = redeliveries > 0 && random.nextInt(4) == 0;
      redeliveries -= again ? 1 : 0;
      next = again ? random.nextInt(end) : end;
    }
    stream.put(List.of());

    assertThat(tried.table.rows).isEqualTo(expected);
    assertThat(reports.reported()).isEmpty();
    assertThat(committable(stream, 30)).isEqualTo(30);
  }

  /** Changes that are legal one after the other, of whole rows, of some columns, or of all rows. */
  private static Map<Long, Map<String, Object>> stream(Random random, List<SinkRecord> records) {
    Map<Long, Map<String, Object>> rows = new TreeMap<>();
    for (int offset = 0; offset < 30; offset++) {
      if (random.nextInt(15) == 0) {
        rows.clear();
        records.add(Records.envelope("t", null, null, offset));
        continue;
      }
      long id = random.nextInt(4);
      if (rows.containsKey(id) && random.nextInt(3) == 0) {
        rows.remove(id);
        records.add(Records.tombstone(id, offset));
        continue;
      }
      Map<String, Object> change = change(random, offset);
      Object name = change.get("name");
      boolean taken =
          name != null
              && rows.entrySet().stream()
                  .anyMatch(row -> row.getKey() != id && name.equals(row.getValue().get("name")));
      if (!taken) {
        rows.computeIfAbsent(id, key -> FakeTable.empty()).putAll(change);
        change.put("id", id);
        records.add(Records.schemaless(Map.of("id", id), change, offset));
      }
    }
    return rows;
  }

  private static Map<String, Object> change(Random random, int offset) {
    Map<String, Object> change = new HashMap<>();
    int columns = random.nextInt(4);
    if (columns != 1) {
      change.put("name", random.nextInt(5) == 0 ? null : NAMES.get(random.nextInt(NAMES.size())));
    }
    if (columns < 2) {
      change.put("extra", "x" + offset);
    }
    return change;
  }

  private static SinkRecord row(long id, String name, long offset) {
    return Records.flattened(id, name, offset);
  }

  private void put(SinkRecord... records) {
    sink.put(List.of(records));
  }

  private long committable(long current) {
    return committable(sink, current);
  }

  private static long committable(StartedSink<TargetTable> sink, long current) {
    return sink.committable(Map.of(PARTITION, new OffsetAndMetadata(current)))
        .get(PARTITION)
        .offset();
  }

  private Map<Long, Object> names() {
    Map<Long, Object> names = new HashMap<>();
    table.rows.forEach((id, row) -> names.put(id, row.get("name")));
    return names;
  }

  private StartedSink<TargetTable> sink(FakeTenant system) {
    return sink(system, context);
  }

  private StartedSink<TargetTable> sink(FakeTenant system, FakeSinkContext worker) {
    RateLimits unlimited =
        new RateLimits(new RateLimit(0, 0, nanos::get), new RateLimit(0, 0, nanos::get));
    PutSettings settings =
        new PutSettings(
            unlimited,
            new RetryConfig(Duration.ofMillis(1), Duration.ofMillis(8), Duration.ofMillis(-1)),
            Duration.ofMinutes(1),
            true,
            ObjectFailureMode.FAIL);
    return new StartedSink<>(
        system,
        new EventReader("$meta"),
        ColumnRenames.none(),
        true,
        new PutFlow("OceanBase", settings, worker, metrics, nanos::get),
        CommitUnderWay.ofLargePuts());
  }
}
