// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.oceanbase.source.event.BinlogInMemory;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.FilePlace;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.PartialTransaction;
import io.vecbridge.oceanbase.source.page.HistoryInMemory;
import io.vecbridge.oceanbase.source.page.TenantInMemory;
import io.vecbridge.oceanbase.source.schema.Emitted;
import java.io.Serializable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowChangesTest {
  private static final String FOUR = BinlogInMemory.UUID + ":4";
  private static final BinlogPosition START = BinlogPosition.after(BinlogInMemory.UUID + ":1-3");

  private final Following following =
      new Following(Map.of("streaming.rate.limit.rows.per.second", "1"), null);
  private final HistoryInMemory history = following.tenant.create("t");
  private final BinlogOutput output = following.output(START);
  private LogTable table;

  @BeforeEach
  void readTheTable() throws SQLException, InterruptedException {
    table = following.tables(output).table(BinlogInMemory.map(TenantInMemory.id("t"), 3));
    following.emitted.records();
  }

  @Test
  void anInsertIsACreateWithThePositionAfterIt() throws Exception {
    RowChanges changes = changes(START);
    changes.insert(table, rows(row(1, 1), row(2, 1)));
    List<SourceRecord> sent = following.emitted.records();
    assertThat(texts(sent)).containsExactly("c d.t 1", "c d.t 2");
    assertThat(BinlogPosition.of(sent.get(0).sourceOffset()))
        .isEqualTo(
            output
                .position()
                .at(START.gtids(), new PartialTransaction(FOUR, 1), new FilePlace("log.7", 99)));
    assertThat(BinlogPosition.of(sent.get(1).sourceOffset()).partial().images()).isEqualTo(2);
  }

  @Test
  void anUpdateHasTheRowBeforeIt() throws Exception {
    changes(START).update(table, rows(row(1, 1)), rows(row(1, 2)));
    List<SourceRecord> sent = following.emitted.records();
    assertThat(texts(sent)).containsExactly("u d.t 1");
    Struct value = (Struct) sent.get(0).value();
    assertThat(value.getStruct("before").get("part")).isEqualTo(1L);
    assertThat(value.getStruct("after").get("part")).isEqualTo(2L);
  }

  @Test
  void anUpdateOfTheRecordKeyIsADeleteAndACreateWithAPositionInBetween() throws Exception {
    changes(START).update(table, rows(row(1, 1)), rows(row(2, 1)));
    List<SourceRecord> sent = following.emitted.records();
    assertThat(texts(sent)).containsExactly("d d.t 1", "c d.t 2");
    assertThat(BinlogPosition.of(sent.get(0).sourceOffset()).partial().images()).isEqualTo(1);
    assertThat(BinlogPosition.of(sent.get(1).sourceOffset()).partial().images()).isEqualTo(2);
  }

  @Test
  void changesThatWereEmittedBeforeARestartAreNotEmittedAgain() throws Exception {
    RowChanges changes =
        changes(START.at(START.gtids(), new PartialTransaction(FOUR, 3), FilePlace.NONE));
    changes.insert(table, rows(row(1, 1)));
    changes.update(table, rows(row(2, 1)), rows(row(3, 1)));
    changes.delete(table, rows(row(4, 1)));
    assertThat(following.emitted.texts()).containsExactly("d d.t 4");
  }

  @Test
  void anUpdateCountsTheSameWhetherItsTableIsCapturedOrItsRecordKeyChanges() throws Exception {
    RowChanges skipped = changes(START);
    skipped.skip(2);
    RowChanges sameKey = changes(START);
    sameKey.update(table, rows(row(1, 1)), rows(row(1, 2)));
    RowChanges otherKey = changes(START);
    otherKey.update(table, rows(row(1, 1)), rows(row(2, 1)));
    assertThat(List.of(skipped, sameKey, otherKey))
        .allSatisfy(changes -> assertThat(changes.position().partial().images()).isEqualTo(2));
  }

  @Test
  void rowsOfOtherTablesCount() throws Exception {
    RowChanges changes = changes(START);
    changes.skip(2);
    changes.insert(table, rows(row(1, 1)));
    assertThat(changes.position().partial().images()).isEqualTo(3);
  }

  @Test
  void valuesThatTheLogRoundsAreReadFromTheTable() throws Exception {
    history.put(1, 1);
    history.put(2, 1);
    history.commit();
    changes(START)
        .insert(
            table,
            List.of(rounded(1, 1), new LogTable.Row(new Object[] {9L, 9L, 9L}, false, null)));
    List<SourceRecord> sent = following.emitted.records();
    assertThat(texts(sent)).containsExactly("c d.t 1", "c d.t 9");
    assertThat(((Struct) sent.get(0).value()).getStruct("after").getInt64("written")).isPositive();
  }

  @Test
  void aRoundedRowThatIsGoneIsLeftToItsDeleteButCounts() throws Exception {
    RowChanges changes = changes(START);
    changes.insert(table, List.of(rounded(5, 1)));
    assertThat(following.emitted.records()).isEmpty();
    assertThat(changes.position().partial().images()).isEqualTo(1);
  }

  @Test
  void anInsertOfARowThatTheFilterDoesNotHoldForIsNotSentButCounts() throws Exception {
    RowChanges changes = changes(START);
    changes.insert(table, List.of(unmatched(1)));
    assertThat(following.emitted.records()).isEmpty();
    assertThat(changes.position().partial().images()).isEqualTo(1);
  }

  @Test
  void anUpdateThatLeavesTheFilterIsADelete() throws Exception {
    changes(START).update(table, rows(row(1, 1)), List.of(unmatched(1)));
    assertThat(following.emitted.texts()).containsExactly("d d.t 1");
  }

  @Test
  void anUpdateThatEntersTheFilterIsSentAsItIs() throws Exception {
    changes(START).update(table, List.of(unmatched(1)), rows(row(1, 2)));
    assertThat(following.emitted.texts()).containsExactly("u d.t 1");
  }

  @Test
  void anUpdateOutsideTheFilterIsNotSent() throws Exception {
    RowChanges changes = changes(START);
    changes.update(table, List.of(unmatched(1)), List.of(unmatched(1)));
    assertThat(following.emitted.records()).isEmpty();
    assertThat(changes.position().partial().images()).isEqualTo(2);
  }

  @Test
  void everyDeleteIsSent() throws Exception {
    changes(START).delete(table, List.of(unmatched(1)));
    assertThat(following.emitted.texts()).containsExactly("d d.t 1");
  }

  private static LogTable.Row unmatched(long id) {
    return new LogTable.Row(new Object[] {id, 1L, 1L}, false, null, false);
  }

  @Test
  void emittedRowsAreChargedToTheRateLimit() throws Exception {
    RowChanges changes =
        changes(START.at(START.gtids(), new PartialTransaction(FOUR, 1), FilePlace.NONE));
    changes.insert(table, rows(row(1, 1)));
    assertThat(output.waitMillis()).as("a row that was emitted before").isZero();
    changes.insert(table, rows(row(2, 1)));
    assertThat(output.waitMillis()).isPositive();
  }

  @Test
  void theBytesOfEmittedRowsAreChargedToo() throws Exception {
    Following limited = new Following(Map.of("streaming.rate.limit.bytes.per.second", "10"), null);
    limited.tenant.create("t");
    BinlogOutput out = limited.output(START);
    LogTable read = limited.tables(out).table(BinlogInMemory.map(TenantInMemory.id("t"), 3));
    TransactionProgress progress = new TransactionProgress(START);
    progress.begin(FOUR);
    new RowChanges(progress, new CurrentRows(limited.tenant), out)
        .insert(read, List.of(read.row(row(1, 1), BinlogInMemory.all(3))));
    assertThat(out.waitMillis()).isPositive();
  }

  private RowChanges changes(BinlogPosition position) {
    TransactionProgress progress = new TransactionProgress(position);
    progress.begin(FOUR);
    RowChanges changes = new RowChanges(progress, new CurrentRows(following.tenant), output);
    changes.at("log.7", 99, Instant.ofEpochSecond(1));
    return changes;
  }

  private List<LogTable.Row> rows(Serializable[]... rows) {
    List<LogTable.Row> all = new ArrayList<>();
    for (Serializable[] row : rows) {
      all.add(table.row(row, BinlogInMemory.all(row.length)));
    }
    return all;
  }

  private static Serializable[] row(long id, long part) {
    return new Serializable[] {id, part, 7L};
  }

  private static LogTable.Row rounded(long id, long part) {
    return new LogTable.Row(new Object[] {id, part, null}, true, List.of(id, part));
  }

  private static List<String> texts(List<SourceRecord> sent) {
    return sent.stream().map(Emitted::text).toList();
  }
}
