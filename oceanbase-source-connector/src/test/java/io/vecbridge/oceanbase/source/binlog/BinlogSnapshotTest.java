// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.oceanbase.source.event.BinlogInMemory;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.SnapshotPosition;
import io.vecbridge.oceanbase.source.page.HistoryInMemory;
import io.vecbridge.oceanbase.source.schema.Emitted;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    assertThat(BinlogPosition.of(sent.get(1).sourceOffset()))
        .isEqualTo(START.with(new SnapshotPosition("d.a", List.of(1L, 1L))));
    assertThat(BinlogPosition.of(sent.get(2).sourceOffset()))
        .as("the end")
        .isEqualTo(BinlogPosition.after(GTIDS));
  }

  @Test
  void aSnapshotThatWasInterruptedContinuesAfterTheLastRow() throws Exception {
    fill("a", 2);
    fill("b", 3);
    fill("c", 1);
    assertThat(run(START.with(new SnapshotPosition("d.b", List.of(2L, 1L)))))
        .extracting(Emitted::text)
        .containsExactly(
            "schema CREATE d.b", "r d.b 3", "schema CREATE d.c", "r d.c 1", "heartbeat");
  }

  @Test
  void aTableThatIsGoneMeanwhileIsPassedOver() throws Exception {
    fill("c", 1);
    assertThat(run(START.with(new SnapshotPosition("d.b", List.of(2L, 1L)))))
        .extracting(Emitted::text)
        .containsExactly("schema CREATE d.c", "r d.c 1", "heartbeat");
  }

  @Test
  void aPageThatCouldNotBeReadIsReadAgain() throws Exception {
    fill("a", 1);
    BinlogStream stream = following.stream(START);
    following.tenant.fail(new SQLException("lost", "08S01", 0));
    try {
      stream.snapshotPage();
    } catch (SQLException e) {
      stream.interrupt();
    }
    finish(stream);
    assertThat(following.emitted.texts())
        .containsExactly("schema CREATE d.a", "r d.a 1", "heartbeat");
  }

  private void fill(String table, int rows) {
    HistoryInMemory history = following.tenant.create(table);
    for (int i = 1; i <= rows; i++) {
      history.put(i, 1);
    }
    history.commit();
  }

  private List<SourceRecord> run(BinlogPosition start) throws SQLException, InterruptedException {
    finish(following.stream(start));
    return new ArrayList<>(following.emitted.records());
  }

  private static void finish(BinlogStream stream) throws SQLException, InterruptedException {
    while (stream.isSnapshotting()) {
      stream.snapshotPage();
    }
  }
}
