// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.source.signal.SnapshotSignal;
import io.vecbridge.common.source.signal.SnapshotSignal.Kind;
import io.vecbridge.oceanbase.source.event.BinlogInMemory;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.SnapshotPosition;
import io.vecbridge.oceanbase.source.offset.BinlogTables.State;
import io.vecbridge.oceanbase.source.page.HistoryInMemory;
import io.vecbridge.oceanbase.source.page.TenantInMemory;
import io.vecbridge.oceanbase.source.schema.Emitted;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class BinlogSnapshotTest {
  private static final String GTIDS = BinlogInMemory.UUID + ":1-3";
  private static final BinlogPosition START =
      BinlogPosition.after(GTIDS).with(SnapshotPosition.START);

  private final Following following = new Following(Map.of("snapshot.fetch.size", "2"), null);

  @Test
  void tablesAreReadInTheOrderOfTheirNamesPageByPage() throws Exception {
    fill("b", 1);
    fill("a", 3);
    assertThat(run(START))
        .extracting(Emitted::text)
        .containsExactly(
            "heartbeat",
            "schema CREATE d.a",
            "r d.a 1",
            "r d.a 2",
            "r d.a 3",
            "schema CREATE d.b",
            "r d.b 1",
            "heartbeat");
  }

  @Test
  void everyRowCarriesItsTableAndKeyBesideTheTransactionsBeforeTheSnapshot() throws Exception {
    fill("a", 1);
    List<SourceRecord> sent = run(START);
    BinlogPosition row = BinlogPosition.of(sent.get(2).sourceOffset());
    assertThat(row.snapshot()).isEqualTo(new SnapshotPosition("d.a", List.of(1L, 1L)));
    assertThat(row.gtids()).isEqualTo(GTIDS);
    assertThat(row.tables().pending("")).contains(TenantInMemory.id("a"));
    BinlogPosition end = BinlogPosition.of(sent.get(3).sourceOffset());
    assertThat(end.snapshot()).isNull();
    assertThat(end.gtids()).isEqualTo(GTIDS);
    assertThat(end.tables().pending("")).isEmpty();
  }

  @Test
  void theEndOfEachTablesSnapshotIsMarkedByItsLastRowOrBySchemaChangeEvent() throws Exception {
    fill("a", 3);
    fill("b", 2);
    fill("c", 0);
    assertThat(marks(run(START)))
        .containsExactly(
            "schema CREATE d.a true",
            "r d.a 1 true",
            "r d.a 2 true",
            "r d.a 3 last",
            "schema CREATE d.b true",
            "r d.b 1 true",
            "r d.b 2 true",
            "schema ALTER d.b last",
            "schema CREATE d.c true",
            "schema ALTER d.c last");
  }

  @Test
  void theEndOfARequestedSnapshotIsNotMarked() throws Exception {
    fill("a", 1);
    BinlogStream stream = completed();
    signal(Kind.EXECUTE, 5);
    stream.followSignals();
    finish(stream);
    List<SourceRecord> sent = following.emitted.records();
    assertThat(marks(sent)).containsExactly("r d.a 1 incremental");
    assertThat(marks(run(BinlogPosition.of(sent.get(0).sourceOffset()))))
        .as("of a task that continues it")
        .containsExactly("schema CREATE d.a incremental", "r d.a 1 incremental");
  }

  private static List<String> marks(List<SourceRecord> records) {
    return records.stream()
        .filter(record -> Emitted.snapshot(record) != null)
        .map(record -> Emitted.text(record) + " " + Emitted.snapshot(record))
        .toList();
  }

  @Test
  void aSnapshotThatWasInterruptedContinuesAfterTheLastRow() throws Exception {
    fill("a", 2);
    fill("b", 3);
    fill("c", 1);
    assertThat(run(START.with(new SnapshotPosition("d.b", List.of(2L, 1L)))))
        .extracting(Emitted::text)
        .containsExactly(
            "heartbeat",
            "schema CREATE d.b",
            "r d.b 3",
            "schema CREATE d.c",
            "r d.c 1",
            "heartbeat");
  }

  @Test
  void aSignalReadsTheRowsOfATableAgain() throws Exception {
    fill("a", 3);
    fill("b", 1);
    BinlogStream stream = completed();
    signal(Kind.EXECUTE, 5);
    stream.followSignals();
    while (stream.isSnapshotting()) {
      stream.snapshotPage();
    }
    List<SourceRecord> sent = following.emitted.records();
    assertThat(sent)
        .extracting(Emitted::text)
        .containsExactly("heartbeat", "r d.a 1", "r d.a 2", "r d.a 3", "heartbeat");
    assertThat(((Struct) sent.get(1).value()).getStruct("source").getString("snapshot"))
        .isEqualTo("incremental");
    BinlogPosition requested = BinlogPosition.of(sent.get(0).sourceOffset());
    assertThat(requested.tables().get(TenantInMemory.id("a")).state()).isEqualTo(State.REQUESTED);
    assertThat(requested.signalPosition()).isEqualTo(6);
    BinlogPosition end = BinlogPosition.of(sent.get(4).sourceOffset());
    assertThat(end.tables().pending("")).isEmpty();
    assertThat(run(BinlogPosition.of(sent.get(2).sourceOffset())))
        .extracting(Emitted::text)
        .containsExactly("heartbeat", "schema CREATE d.a", "r d.a 3", "heartbeat");
  }

  @Test
  void aStopEndsTheSnapshotsOfSignals() throws Exception {
    fill("a", 3);
    BinlogStream stream = completed();
    signal(Kind.EXECUTE, 5);
    stream.followSignals();
    stream.snapshotPage();
    signal(Kind.STOP, 6);
    stream.followSignals();
    while (stream.isSnapshotting()) {
      stream.snapshotPage();
    }
    assertThat(following.emitted.texts())
        .containsExactly("heartbeat", "r d.a 1", "r d.a 2", "heartbeat", "heartbeat");
  }

  private BinlogStream completed() throws Exception {
    BinlogStream stream = following.begun(START);
    while (stream.isSnapshotting()) {
      stream.snapshotPage();
    }
    following.emitted.records();
    return stream;
  }

  private void signal(Kind kind, long position) {
    following.channel.add(
        new SnapshotSignal(kind, "1", position, List.of(Pattern.compile("d[.]a")), List.of()));
  }

  @Test
  void aTableThatIsGoneMeanwhileIsPassedOver() throws Exception {
    fill("c", 1);
    assertThat(run(START.with(new SnapshotPosition("d.b", List.of(2L, 1L)))))
        .extracting(Emitted::text)
        .containsExactly("heartbeat", "schema CREATE d.c", "r d.c 1", "heartbeat");
  }

  @Test
  void aPageThatCouldNotBeReadIsReadAgain() throws Exception {
    fill("a", 1);
    BinlogStream stream = following.begun(START);
    following.tenant.fail(new SQLException("lost", "08S01", 0));
    try {
      stream.snapshotPage();
    } catch (SQLException e) {
      stream.interrupt();
    }
    finish(stream);
    assertThat(following.emitted.texts())
        .containsExactly("heartbeat", "schema CREATE d.a", "r d.a 1", "heartbeat");
  }

  @Test
  void aPageThatNamesADroppedColumnIsReadAgainWithTheNewDefinition() throws Exception {
    HistoryInMemory history = following.tenant.create("a");
    history.put(1, 1);
    history.commit();
    BinlogStream stream = following.begun(START);
    history.refuseOnce(
        1054,
        () ->
            following.tenant.define(
                TenantInMemory.definition("a", "2", List.of(), "id", "part", "other")));
    finish(stream);
    assertThat(following.emitted.texts())
        .containsExactly(
            "heartbeat", "schema CREATE d.a", "schema CREATE d.a", "r d.a 1", "heartbeat");
  }

  @Test
  void aTableThatIsDroppedBetweenTwoPagesIsPassedOver() throws Exception {
    fill("a", 3);
    fill("b", 1);
    BinlogStream stream = following.begun(START);
    stream.snapshotPage();
    following.tenant.history("a").refuseOnce(1146, () -> following.tenant.drop("a"));
    finish(stream);
    assertThat(following.emitted.texts())
        .endsWith("r d.a 1", "r d.a 2", "schema CREATE d.b", "r d.b 1", "heartbeat");
  }

  @Test
  void aTableThatTheServerRefusesToReadFailsAlone() throws Exception {
    fill("a", 1);
    fill("b", 1);
    BinlogStream stream = following.begun(START);
    following.tenant.history("a").refuseOnce(1142, () -> {});
    finish(stream);
    assertThat(following.emitted.texts())
        .containsExactly(
            "heartbeat", "schema CREATE d.a", "schema CREATE d.b", "r d.b 1", "heartbeat");
    assertThat(following.metrics.getFailedTables().get("d.a"))
        .startsWith("OceanBase rejected a statement of the capture of table \"d.a\"");
  }

  private void fill(String table, int rows) {
    HistoryInMemory history = following.tenant.create(table);
    for (int i = 1; i <= rows; i++) {
      history.put(i, 1);
    }
    history.commit();
  }

  private List<SourceRecord> run(BinlogPosition start) throws SQLException, InterruptedException {
    finish(following.begun(start));
    return new ArrayList<>(following.emitted.records());
  }

  private static void finish(BinlogStream stream) throws SQLException, InterruptedException {
    while (stream.isSnapshotting()) {
      stream.snapshotPage();
    }
  }
}
