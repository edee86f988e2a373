// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import io.debezium.relational.TableId;
import io.vecbridge.oceanbase.source.event.BinlogInMemory;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.offset.BinlogTables.Entry;
import io.vecbridge.oceanbase.source.offset.BinlogTables.State;
import io.vecbridge.oceanbase.source.page.TenantInMemory;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class LogTablesTest {
  private static final TableId ID = TenantInMemory.id("t");

  private final Following following = new Following(Map.of("snapshot.mode", "no_data"), null);
  private final BinlogOutput output = following.output(BinlogPosition.after(""));
  private BinlogOutput restored;

  @Test
  void aTableIsAnnouncedOnceWhenItsFirstEventComes() throws Exception {
    LogTables tables = withTable();
    RowSchema schema = tables.table(BinlogInMemory.map(ID, 3)).schema();
    LogTable first = tables.table(BinlogInMemory.map(ID, 3));
    assertThat(tables.table(BinlogInMemory.map(ID, 3))).as("built once").isSameAs(first);
    assertThat(first.schema()).isSameAs(schema);
    assertThat(following.emitted.texts()).containsExactly("schema CREATE d.t");
  }

  @Test
  void onlyAStatementThatNamesTheTableReplacesItsDefinition() throws Exception {
    LogTables tables = withTable();
    RowSchema before = tables.schema(ID);
    tables.changed("ALTER TABLE `T` ADD INDEX (part)", "");
    assertThat(tables.schema(ID)).as("the same as before").isSameAs(before);
    define("id", "part", "written", "more");
    tables.changed("ALTER TABLE o ADD COLUMN x int", "");
    assertThat(tables.schema(ID)).as("no statement names it").isSameAs(before);
    tables.changed("/*! any dialect */ ALTER d.`t` ADD more", "");
    assertThat(tables.schema(ID).columns()).hasSize(4);
    assertThat(following.emitted.texts()).containsExactly("schema CREATE d.t", "schema ALTER d.t");
  }

  @Test
  void eventsKeepTheColumnsThatTheirTableHadWhereverOthersWereAddedSince() throws Exception {
    withTable();
    define("id", "part", "inserted", "written", "appended");
    LogTables tables = restarted(following);
    LogTable table = tables.table(BinlogInMemory.map(ID, 3));
    assertThat(row(table, 1, 2, 3).values()).containsExactly(1L, 2L, null, 3L, null);
    tables.changed("ALTER TABLE t", "");
    table = tables.table(BinlogInMemory.map(ID, 5));
    assertThat(row(table, 1, 2, 3, 4, 5).values()).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void columnsThatAreAppendedOneByOneAreNullBeforeTheirStatement() throws Exception {
    LogTables tables = withTable();
    tables.schema(ID);
    define("id", "part", "written", "fourth", "fifth");
    tables.changed("ALTER TABLE t ADD fourth", "");
    LogTable table = tables.table(BinlogInMemory.map(ID, 4));
    assertThat(row(table, 1, 2, 3, 4).values()).containsExactly(1L, 2L, 3L, 4L, null);
  }

  @Test
  void eventsOfAnUnknownShapeFailTheTableAndNeverShiftItsValues() throws Exception {
    LogTables tables = withTable();
    define("id", "part", "inserted", "written");
    tables.changed("ALTER TABLE t", "");
    assertThat(tables.table(BinlogInMemory.map(ID, 3))).isNull();
    assertThat(output.tables().get(ID).state()).isEqualTo(State.FAILED);
    assertThat(tables.table(BinlogInMemory.map(ID, 4))).as("left out from there on").isNull();
  }

  @Test
  void aColumnThatMayHaveBeenRenamedFailsTheTableWithTheReason() throws Exception {
    Following strict =
        new Following(Map.of("snapshot.mode", "no_data", "object.failure.mode", "fail"), null);
    strict.tenant.create("t");
    BinlogOutput before = strict.output(BinlogPosition.after(""));
    strict.tables(before);
    strict.tenant.define(TenantInMemory.definition("t", "2", List.of(), "id", "part", "renamed"));
    LogTables tables = strict.tables(strict.output(restored(before)));
    assertThatThrownBy(() -> tables.table(BinlogInMemory.map(ID, 3)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("from when it had other columns (columns [written] are gone")
        .hasMessageContaining("Take a new snapshot");
  }

  @Test
  void theUniqueKeyThatIdentifiedRowsStaysAndItsDropFailsTheTable() throws Exception {
    following.tenant.create("t");
    following.tenant.define(TenantInMemory.unique("t", "1", "part"));
    LogTables tables = following.tables(output);
    tables.schema(ID);
    following.tenant.define(TenantInMemory.unique("t", "2", "id", "part"));
    LogTables later = restarted(following);
    later.changed("CREATE UNIQUE INDEX u_id ON t (id)", "");
    assertThat(later.schema(ID).rowKey().names()).containsExactly("part");
    following.tenant.define(TenantInMemory.unique("t", "3", "id"));
    BinlogOutput last = following.output(restored(output));
    following.tables(last).changed("DROP INDEX u_part ON t", "");
    assertThat(last.tables().get(ID).state()).isEqualTo(State.FAILED);
    assertThat(following.metrics.getFailedTables().values())
        .singleElement()
        .asString()
        .contains("its rows were identified by the columns [part], and now are by [id]");
  }

  @Test
  void eventsBetweenTwoStatementsThatWereBothExecutedFailTheTableIfTheColumnsMayHaveMoved()
      throws Exception {
    LogTables tables = withTable();
    tables.changed("ALTER TABLE t MODIFY written bigint AFTER id", BinlogInMemory.UUID + ":2");
    tables.table(BinlogInMemory.map(ID, 3));
    tables.changed("ALTER TABLE t MODIFY written bigint AFTER part", BinlogInMemory.UUID + ":3");
    assertThat(output.tables().get(ID).state()).isEqualTo(State.FAILED);
    assertThat(following.metrics.getFailedTables()).as("to be read again").isEmpty();
    assertThat(following.metrics.getTotalNumberOfTableFailures()).isEqualTo(1);
  }

  @Test
  void eventsAfterADiscoveryThatReadAheadFailTheTable() throws Exception {
    LogTables tables = withTable();
    tables.table(BinlogInMemory.map(ID, 3));
    tables.changed("ALTER TABLE t MODIFY written bigint AFTER id", BinlogInMemory.UUID + ":2");
    assertThat(output.tables().get(ID).state()).isEqualTo(State.FAILED);
  }

  @Test
  void eventsAfterADefinitionThatWasReadAgainForThemFailTheTable() throws Exception {
    withTable();
    LogTables tables = restarted(following);
    define("id", "part", "inserted", "written");
    assertThat(tables.table(BinlogInMemory.map(ID, 4))).isNotNull();
    tables.changed("ALTER TABLE t MODIFY written bigint AFTER id", BinlogInMemory.UUID + ":2");
    assertThat(restored.tables().get(ID).state()).isEqualTo(State.FAILED);
  }

  @Test
  void eventsAfterAStatementThatCameWhileRowsWereToBeReadFailTheTable() throws Exception {
    withTable();
    LogTables tables = restarted(following);
    Entry entry = restored.tables().get(ID);
    restored.know(ID, new Entry(State.PENDING, entry.shape()));
    tables.changed("ALTER TABLE t MODIFY written bigint AFTER part", BinlogInMemory.UUID + ":1");
    tables.schema(ID);
    restored.know(ID, entry);
    tables.table(BinlogInMemory.map(ID, 3));
    tables.changed("ALTER TABLE t MODIFY written bigint AFTER id", BinlogInMemory.UUID + ":2");
    assertThat(restored.tables().get(ID).state()).isEqualTo(State.FAILED);
  }

  @Test
  void aDefinitionStaysToBeReadIfItIsNotKnownHowFarAheadItIs() throws Exception {
    LogTables tables = withTable();
    tables.schema(ID);
    define("id", "part", "inserted", "written");
    following.binlog.fail(new SQLException("lost", "08S01", 0));
    assertThatThrownBy(() -> tables.changed("ALTER TABLE t", BinlogInMemory.UUID + ":1"))
        .hasMessage("lost");
    assertThat(tables.schema(ID).columns()).hasSize(4);
    assertThat(tables.table(BinlogInMemory.map(ID, 4))).isNotNull();
  }

  @Test
  void statementsThatMoveNoColumnsComeLaterOrHaveNoEventsBeforeThemFailNothing() throws Exception {
    String move = "ALTER TABLE t MODIFY written bigint AFTER id";
    LogTables tables = withTable();
    tables.changed(move, BinlogInMemory.UUID + ":1");
    tables.changed(move, BinlogInMemory.UUID + ":2");
    tables.table(BinlogInMemory.map(ID, 3));
    tables.changed("ALTER TABLE t ADD more bigint", BinlogInMemory.UUID + ":3");
    tables.table(BinlogInMemory.map(ID, 3));
    tables.changed(move, BinlogInMemory.UUID + ":4");
    assertThat(output.tables().get(ID).state()).isEqualTo(State.CAPTURED);
  }

  @Test
  void otherTypesAreOtherColumns() throws Exception {
    LogTables tables = withTable();
    TableMapEventData map = BinlogInMemory.map(ID, 3);
    map.getColumnTypes()[2] = 15;
    assertThat(tables.table(map)).isNull();
    assertThat(output.tables().get(ID).state()).isEqualTo(State.FAILED);
  }

  @Test
  void eventsOfATableThatIsGoneAreSkipped() throws Exception {
    LogTables tables = withTable();
    tables.schema(ID);
    following.tenant.drop("t");
    tables.changed("DROP TABLE t", "");
    assertThat(tables.table(BinlogInMemory.map(ID, 3))).isNull();
    assertThat(output.tables().get(ID)).isNull();
  }

  @Test
  void tablesThatAreNotCapturedAreNotRead() throws Exception {
    LogTables tables = withTable();
    assertThat(tables.table(BinlogInMemory.map(new TableId("other", null, "t"), 3))).isNull();
  }

  private LogTables withTable() throws Exception {
    following.tenant.create("t");
    return following.tables(output);
  }

  private void define(String... columns) {
    following.tenant.define(TenantInMemory.definition("t", "2", List.of(), columns));
  }

  private LogTables restarted(Following again) throws Exception {
    restored = again.output(restored(output));
    return again.tables(restored);
  }

  private static BinlogPosition restored(BinlogOutput stored) {
    return BinlogPosition.of(stored.position().toMap());
  }

  private static LogTable.Row row(LogTable table, long... values) {
    Serializable[] cells = new Serializable[values.length];
    for (int i = 0; i < values.length; i++) {
      cells[i] = values[i];
    }
    return table.row(cells, BinlogInMemory.all(values.length));
  }
}
