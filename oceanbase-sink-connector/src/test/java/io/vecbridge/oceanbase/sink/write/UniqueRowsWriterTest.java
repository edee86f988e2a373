// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.sink.write.Chunks;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.common.sink.write.TargetBatch;
import io.vecbridge.common.testing.Records;
import io.vecbridge.oceanbase.sink.row.RecordKey;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import io.vecbridge.oceanbase.sink.table.TablesOfTests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Rows can hand unique values to each other, and an offender leaves the row that was there. */
class UniqueRowsWriterTest {
  private static final TargetTable TARGET =
      TablesOfTests.target(List.of("id"), "id", "bigint(20)", "name", "varchar(5)");
  private static final String REFUSED = "bad";

  private final FakeTable table = new FakeTable();
  private final List<Long> reported = new ArrayList<>();
  private final ErrantRecords errant =
      new ErrantRecords(
          "OceanBase",
          (record, error) -> {
            reported.add(record.kafkaOffset());
            return CompletableFuture.completedFuture(null);
          },
          true,
          new SinkMetrics(() -> 0, () -> 0));

  @Test
  void rowsThatHandUniqueValuesToEachOtherOverSeveralStatementsAreNoOffenders()
      throws InterruptedException {
    table.rows.putAll(Map.of(1L, "a", 2L, "b", 3L, "c"));

    write(
        List.of(
            Records.flattened(1, "b", 1),
            Records.flattened(2, "c", 2),
            Records.flattened(3, "a", 3)),
        new Chunks(1, 1_000));

    assertThat(table.rows).isEqualTo(Map.of(1L, "b", 2L, "c", 3L, "a"));
    assertThat(reported).isEmpty();
  }

  @Test
  void anOffenderOfATableWithUniqueValuesLeavesTheRowThatWasThere() throws InterruptedException {
    table.rows.putAll(Map.of(1L, "a", 2L, "b", 9L, "taken"));

    write(
        List.of(
            Records.flattened(1, "taken", 1),
            Records.flattened(2, "a", 2),
            Records.flattened(3, "new", 3)),
        new Chunks(2, 1_000));

    // Row 1 keeps its value, so row 2 can't have it.
    assertThat(table.rows).isEqualTo(Map.of(1L, "a", 2L, "b", 3L, "new", 9L, "taken"));
    assertThat(reported).containsExactly(1L, 2L);
  }

  @Test
  void anyOtherFailureIsThrown() {
    table.lost = true;

    assertThatThrownBy(() -> write(List.of(Records.flattened(1, "a", 1)), new Chunks(1, 1)))
        .isInstanceOf(RequestException.class)
        .hasMessage("lost");
    assertThat(reported).isEmpty();
  }

  @Test
  void anOffenderGivesWayToWhatItReplaced() throws InterruptedException {
    write(
        List.of(
            Records.flattened(1, "good", 1),
            Records.flattened(1, REFUSED, 2),
            Records.flattened(1, REFUSED, 3)),
        new Chunks(10, 1_000));

    assertThat(table.rows).isEqualTo(Map.of(1L, "good"));
    assertThat(reported).containsExactly(3L, 2L);
  }

  private void write(List<SinkRecord> records, Chunks chunks) throws InterruptedException {
    TargetBatch<TargetTable> batch = new TargetBatch<>();
    for (SinkRecord record : records) {
      batch.add(TARGET, TARGET.convert((Change) new EventReader("$meta").read(record)));
    }
    new UniqueRowsWriter(chunks).write(table, batch, errant);
    errant.report();
  }

  /** Refuses whole statements, as a server does; the names are unique. */
  private static final class FakeTable implements UniqueRowsWriter.UniqueRows {
    private final Map<Long, String> rows = new TreeMap<>();
    private boolean lost;

    @Override
    public void delete(List<RowChange> changes) {
      check();
      for (RowChange change : changes) {
        rows.remove((Long) RecordKey.of(change).value(0));
      }
    }

    @Override
    public void insert(List<RowChange> changes) {
      Map<Long, String> before = new TreeMap<>(rows);
      upsert(changes);
      if (rows.size() < before.size() + changes.size()
          || rows.values().stream().distinct().count() < rows.size()) {
        rows.clear();
        rows.putAll(before);
        throw new RequestException(Failure.RECORD, "duplicate", null);
      }
    }

    @Override
    public Runnable mark() {
      Map<Long, String> before = new TreeMap<>(rows);
      return () -> {
        rows.clear();
        rows.putAll(before);
      };
    }

    @Override
    public void upsert(List<RowChange> changes) {
      check();
      for (RowChange change : changes) {
        if (REFUSED.equals(change.values()[1])) {
          throw new RequestException(Failure.RECORD, "refused", null);
        }
      }
      for (RowChange change : changes) {
        rows.put((Long) change.values()[0], (String) change.values()[1]);
      }
    }

    private void check() {
      if (lost) {
        throw new RequestException(Failure.RETRY, "lost", null);
      }
    }
  }
}
