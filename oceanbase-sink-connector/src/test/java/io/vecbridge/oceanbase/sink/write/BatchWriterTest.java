// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.metrics.SinkCounters;
import io.vecbridge.common.testing.Records;
import io.vecbridge.oceanbase.sink.batch.ChangeConverter;
import io.vecbridge.oceanbase.sink.batch.PutBatch;
import io.vecbridge.oceanbase.sink.batch.RowChange;
import io.vecbridge.oceanbase.sink.batch.TableBatch;
import io.vecbridge.oceanbase.sink.table.TablesOfTests;
import io.vecbridge.oceanbase.sink.table.TargetTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Batches leave the same rows as their changes one by one, also around what the server refuses. */
class BatchWriterTest {
  private static final TargetTable TARGET =
      TablesOfTests.target(List.of("id"), "id", "bigint(20)", "name", "varchar(5)");
  private static final String REFUSED = "bad";

  private final List<Long> reported = new ArrayList<>();
  private final ErrantRecords errant =
      new ErrantRecords(
          (record, error) -> {
            reported.add(record.kafkaOffset());
            return CompletableFuture.completedFuture(null);
          },
          true,
          new SinkCounters());

  @Property
  void applyingBatchesIsApplyingChangesOneByOne(@ForAll("changes") List<SinkRecord> records)
      throws SQLException {
    FakeTable oneByOne = new FakeTable();
    List<Long> refused = new ArrayList<>();
    for (SinkRecord record : records) {
      try {
        oneByOne.apply(change(record));
      } catch (SQLException e) {
        refused.add(record.kafkaOffset());
      }
    }
    FakeTable batched = new FakeTable();
    reported.clear();

    write(batched, records, new Chunks(3, 200));

    assertThat(batched.rows).isEqualTo(oneByOne.rows);
    // What a good later change replaced need not be tried, and is then not reported.
    assertThat(refused).containsAll(reported);
  }

  @Test
  void onlyTheOffenderIsReportedAndTheRestIsWritten() throws SQLException {
    List<SinkRecord> records = new ArrayList<>();
    for (long id = 1; id <= 10; id++) {
      records.add(Records.flattened(id, id == 3 ? REFUSED : "good", id));
    }
    FakeTable table = new FakeTable();

    write(table, records, new Chunks(1_000, 1_000_000));

    assertThat(reported).containsExactly(3L);
    assertThat(table.rows).hasSize(9).doesNotContainKey(3L);
  }

  @Test
  void anOffenderDoesNotSwallowTheGoodChangeThatItReplaced() throws SQLException {
    FakeTable table = new FakeTable();

    write(
        table,
        List.of(
            Records.flattened(1, "good", 1),
            Records.flattened(1, REFUSED, 2),
            Records.flattened(1, REFUSED, 3)),
        new Chunks(10, 1_000));

    assertThat(table.rows).isEqualTo(Map.of(1L, "good"));
    assertThat(reported).containsExactly(3L, 2L);
  }

  @Test
  void rowsThatHandUniqueValuesToEachOtherOverSeveralStatementsAreNoOffenders()
      throws SQLException {
    FakeTable table = new FakeTable(true);
    table.rows.putAll(Map.of(1L, "a", 2L, "b", 3L, "c"));

    write(
        table,
        List.of(
            Records.flattened(1, "b", 1),
            Records.flattened(2, "c", 2),
            Records.flattened(3, "a", 3)),
        new Chunks(1, 1_000));

    assertThat(table.rows).isEqualTo(Map.of(1L, "b", 2L, "c", 3L, "a"));
    assertThat(reported).isEmpty();
  }

  @Test
  void anOffenderOfATableWithUniqueValuesLeavesTheRowThatWasThere() throws SQLException {
    FakeTable table = new FakeTable(true);
    table.rows.putAll(Map.of(1L, "a", 2L, "b", 9L, "taken"));

    write(
        table,
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
  void theBatchIsLeftWithWhatWasWritten() throws SQLException {
    PutBatch batch = new PutBatch();
    batch.add(TARGET, change(Records.flattened(1, REFUSED, 1)));
    batch.add(TARGET, change(Records.tombstone(2L, 2)));
    batch.add(TARGET, change(Records.flattened(2, REFUSED, 3)));
    batch.add(TARGET, change(Records.flattened(3, "good", 4)));
    TableBatch table = batch.tables().iterator().next();

    new BatchWriter(new Chunks(10, 1_000)).write(new FakeTable(), table, errant);

    assertThat(table.changes())
        .extracting(change -> change.origin().offset())
        .containsExactly(2L, 4L);
  }

  @Test
  void anyOtherErrorIsThrown() {
    FakeTable table = new FakeTable();
    table.lost = true;

    assertThatThrownBy(() -> write(table, List.of(Records.flattened(1, "a", 1)), new Chunks(1, 1)))
        .isInstanceOf(SQLException.class)
        .hasMessage("lost");
    assertThat(reported).isEmpty();
  }

  @Provide
  Arbitrary<List<SinkRecord>> changes() {
    Arbitrary<Long> ids = Arbitraries.longs().between(1, 5);
    Arbitrary<String> names = Arbitraries.of("a", "b", REFUSED, "");
    Arbitrary<Boolean> deletes = Arbitraries.of(true, false, false);
    return Combinators.combine(ids, names, deletes)
        .as((id, name, delete) -> new Object[] {id, name, delete})
        .list()
        .ofMaxSize(30)
        .map(BatchWriterTest::records);
  }

  private static List<SinkRecord> records(List<Object[]> changes) {
    List<SinkRecord> records = new ArrayList<>();
    for (Object[] change : changes) {
      long id = (Long) change[0];
      records.add(
          (Boolean) change[2]
              ? Records.tombstone(id, records.size())
              : Records.flattened(id, (String) change[1], records.size()));
    }
    return records;
  }

  private void write(FakeTable table, List<SinkRecord> records, Chunks chunks) throws SQLException {
    PutBatch batch = new PutBatch();
    for (SinkRecord record : records) {
      batch.add(TARGET, change(record));
    }
    for (TableBatch tableBatch : batch.tables()) {
      new BatchWriter(chunks).write(table, tableBatch, errant);
    }
    errant.report();
  }

  private static RowChange change(SinkRecord record) {
    return new ChangeConverter(TARGET).convert((Change) new EventReader("$meta").read(record));
  }

  /** Refuses whole statements, as a server does. */
  private static final class FakeTable implements RowOperations {
    private final Map<Long, String> rows = new TreeMap<>();
    private final boolean unique;
    private boolean lost;

    FakeTable() {
      this(false);
    }

    /** With a second unique key: the names. */
    FakeTable(boolean unique) {
      this.unique = unique;
    }

    void apply(RowChange change) throws SQLException {
      if (change.writes()) {
        upsert(List.of(change));
      } else {
        delete(List.of(change));
      }
    }

    @Override
    public void delete(List<RowChange> changes) throws SQLException {
      check();
      for (RowChange change : changes) {
        rows.remove((Long) change.key().value(0));
      }
    }

    @Override
    public boolean hasOtherUniqueKeys() {
      return unique;
    }

    @Override
    public void insert(List<RowChange> changes) throws SQLException {
      Map<Long, String> before = new TreeMap<>(rows);
      upsert(changes);
      if (rows.size() < before.size() + changes.size()
          || rows.values().stream().distinct().count() < rows.size()) {
        rows.clear();
        rows.putAll(before);
        throw new SQLException("duplicate", "23000", 1062);
      }
    }

    @Override
    public Mark mark() {
      Map<Long, String> before = new TreeMap<>(rows);
      return () -> {
        rows.clear();
        rows.putAll(before);
      };
    }

    @Override
    public void upsert(List<RowChange> changes) throws SQLException {
      check();
      for (RowChange change : changes) {
        if (REFUSED.equals(change.values()[1])) {
          throw new SQLException("refused", "22003", 1264);
        }
      }
      for (RowChange change : changes) {
        rows.put((Long) change.values()[0], (String) change.values()[1]);
      }
    }

    private void check() throws SQLException {
      if (lost) {
        throw new SQLException("lost", "08S01");
      }
    }
  }
}
