// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.GtidEventData;
import com.github.shyiko.mysql.binlog.event.MySqlGtid;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import io.vecbridge.common.source.config.SnapshotMode;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.FilePlace;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.PartialTransaction;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events as OceanBase's service sends them, of tables that are not captured. */
class BinlogReaderTest {
  private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

  private final TransactionProgress progress = new TransactionProgress(BinlogPosition.after(""));
  private final Map<Long, TableMapEventData> maps = new HashMap<>();
  private final Following following = new Following(Map.of(), null);
  private final BinlogOutput output = following.output(BinlogPosition.after(""));
  private final RowChanges changes = new RowChanges(progress, null, output);
  private BinlogReader reader;

  @BeforeEach
  void findNoTables() throws SQLException {
    LogTables tables = following.tables(output);
    TableDiscovery none =
        new TableDiscovery(following.tenant, output, SnapshotMode.INITIAL, null, null);
    reader = new BinlogReader(progress, tables, none, changes, maps);
  }

  @Test
  void heartbeatsInATransactionMoveNothing() throws SQLException, InterruptedException {
    rotate("binlog.000007");
    gtid(1);
    query("BEGIN");
    rows(2);
    BinlogPosition before = changes.position();
    read(EventType.HEARTBEAT, null, 0);
    assertThat(changes.position()).isEqualTo(before);
    assertThat(before.partial().images()).isEqualTo(2);
    assertThat(before.file().name()).isEqualTo("binlog.000007");
    rows(3);
    assertThat(changes.position().partial().images()).isEqualTo(5);
    assertThat(changes.position().gtids()).isEmpty();
    read(EventType.XID, null, 900);
    assertThat(changes.position())
        .isEqualTo(
            output
                .position()
                .at(UUID + ":1-1", PartialTransaction.NONE, new FilePlace("binlog.000007", 900)));
  }

  @Test
  void definitionsInAnyDialectAreTransactionsOfTheirOwn()
      throws SQLException, InterruptedException {
    gtid(1);
    query(
        "CREATE TABLE `t` (`v` VECTOR(3), VECTOR INDEX i(v) WITH (type=hnsw)) ORGANIZATION INDEX");
    gtid(2);
    query("/*! odd */ ALTER TABLE t ADD ((((");
    gtid(3);
    query("BEGIN");
    assertThat(progress.gtids()).isEqualTo(UUID + ":1-2");
    query("SAVEPOINT s");
    rows(1);
    query("COMMIT");
    assertThat(progress.gtids()).isEqualTo(UUID + ":1-3");
  }

  @Test
  void aStatementIsKnownBehindAnyNumberOfBlanksAndComments()
      throws SQLException, InterruptedException {
    gtid(1);
    query("/* app */" + " \n".repeat(20_000) + "/**/# a\n".repeat(20_000) + "-- b\nBEGIN");
    rows(4);
    assertThat(changes.position().partial().images()).isEqualTo(4);
  }

  @Test
  void theTableMapsOfATransactionAreForgottenAfterIt() throws SQLException, InterruptedException {
    gtid(1);
    query("BEGIN");
    rows(1);
    assertThat(maps).hasSize(1);
    gtid(2);
    assertThat(maps).isEmpty();
    query("BEGIN");
    rows(2);
    assertThat(changes.position().partial().images()).isEqualTo(2);
  }

  @Test
  void aLostConnectionLeavesTheCountOfTheTransaction() throws SQLException, InterruptedException {
    gtid(1);
    query("BEGIN");
    rows(4);
    reader.interrupt();
    assertThat(changes.position().partial().gtid()).isEqualTo(UUID + ":1");
    assertThat(changes.position().partial().images()).isEqualTo(4);
    gtid(1);
    query("BEGIN");
    rows(2);
    assertThat(changes.position().partial().images()).isEqualTo(4);
    rows(3);
    assertThat(changes.position().partial().images()).isEqualTo(5);
  }

  @Test
  void whatCanNotBeFollowedIsAFailureThatSaysWhatToDo() throws Exception {
    assertUnreadable(
        () -> read(EventType.ANONYMOUS_GTID, null, 100),
        "a transaction without a plain GTID",
        "gtid_mode to ON");
    assertUnreadable(
        () -> read(EventType.GTID_TAGGED, null, 100),
        "a transaction without a plain GTID",
        "gtid_mode to ON");
    assertUnreadable(
        () -> read(EventType.TRANSACTION_PAYLOAD, null, 100),
        "a compressed transaction",
        "binlog_transaction_compression to OFF");
    assertUnreadable(
        () -> read(EventType.PARTIAL_UPDATE_ROWS_EVENT, null, 100),
        "partial updates",
        "binlog_row_value_options to an empty string");
    query("BEGIN");
    query("/* app */ SELECT 1");
    assertUnreadable(
        () -> query("/* app */\n insert into t values (1)"),
        "a change as a statement",
        "binlog_format to ROW");
    WriteRowsEventData rows = new WriteRowsEventData();
    rows.setTableId(99);
    rows.setRows(List.of());
    assertThatThrownBy(() -> read(EventType.EXT_WRITE_ROWS, rows, 100))
        .isInstanceOf(ConnectException.class)
        .hasMessage("The binlog has rows without the map of their table.");
  }

  @Test
  void aChangeAsAStatementIsKnownAfterLineCommentsAndInVersionComments() {
    for (String sql :
        List.of(
            "-- x\nINSERT INTO t VALUES (1)",
            "--\ninsert into t values (1)",
            "# x\r\nDELETE FROM t",
            "/*!50001 INSERT INTO t VALUES (1) */",
            "/*! UPDATE t SET a = 1 */",
            "/*!50001 */ REPLACE INTO t VALUES (1)",
            "/* a */ -- b\n# c\n/*!80000 DELETE*/ FROM t",
            "WITH c AS (SELECT 1) DELETE FROM t")) {
      assertUnreadable(() -> query(sql), "a change as a statement", "binlog_format to ROW");
    }
  }

  @Test
  void definitionsAfterLineCommentsAndInVersionCommentsAreDefinitions() throws Exception {
    query("-- INSERT\nALTER TABLE t ADD a int");
    query("/*!50001 ALTER TABLE t ADD a int */");
    query("# -- INSERT\nCREATE TABLE u (id int)");
    query("--");
    query("");
  }

  @Test
  void transactionsBeginAndEndAfterLineComments() throws Exception {
    gtid(1);
    query("-- app\nBEGIN");
    assertThat(reader.isInTransaction()).isTrue();
    query("# app\nCOMMIT");
    assertThat(reader.isInTransaction()).isFalse();
  }

  private static void assertUnreadable(ThrowingCallable read, String what, String remedy) {
    assertThatThrownBy(read)
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("The binlog has " + what + ", which this connector does not read.")
        .hasMessageContaining("Set " + remedy);
  }

  private void rotate(String file) throws SQLException, InterruptedException {
    RotateEventData data = new RotateEventData();
    data.setBinlogFilename(file);
    read(EventType.ROTATE, data, 0);
  }

  private void gtid(int number) throws SQLException, InterruptedException {
    MySqlGtid gtid = MySqlGtid.fromString(UUID + ":" + number);
    read(EventType.GTID, new GtidEventData(gtid, (byte) 0, 0, 0, 0, 0, 0, 0, 0), 100);
  }

  private void query(String sql) throws SQLException, InterruptedException {
    QueryEventData data = new QueryEventData();
    data.setSql(sql);
    read(EventType.QUERY, data, 200);
  }

  private void rows(int count) throws SQLException, InterruptedException {
    TableMapEventData map = new TableMapEventData();
    map.setDatabase("other");
    map.setTable("t");
    maps.put(5L, map);
    List<Serializable[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(new Serializable[] {i});
    }
    WriteRowsEventData data = new WriteRowsEventData();
    data.setTableId(5);
    data.setRows(rows);
    read(EventType.EXT_WRITE_ROWS, data, 300);
  }

  private void read(EventType type, EventData data, long end)
      throws SQLException, InterruptedException {
    EventHeaderV4 header = new EventHeaderV4();
    header.setEventType(type);
    header.setNextPosition(end);
    header.setTimestamp(1_000);
    reader.read(new Event(header, data));
  }
}
