// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions that change while a table is captured, and while it isn't. */
@ExtendWith(TenantExtension.class)
class SourceDefinitionsIT {
  private static final String DATABASE = "source_ddl";

  private final Tenant tenant;
  private OceanBaseClient oceanBase;
  private DirectSource source;

  SourceDefinitionsIT(Tenant tenant) {
    this.tenant = tenant;
  }

  @BeforeEach
  void captureATable() throws SQLException {
    oceanBase = tenant.emptied(DATABASE);
    oceanBase.execute(
        "CREATE TABLE t (id INT PRIMARY KEY, n INT) PARTITION BY RANGE(id)"
            + " (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20))");
    oceanBase.execute("INSERT INTO t VALUES (1, 1), (2, 2), (11, 3)");
    source = new DirectSource(tenant, DATABASE, "object.failure.mode", "fail").start();
    source.until("the snapshot", () -> source.table(DATABASE, "t").size() == 3);
  }

  @AfterEach
  void close() throws SQLException {
    source.close();
    oceanBase.close();
  }

  private Set<List<Object>> rows() {
    return source.rows(DATABASE, "t");
  }

  @Test
  void anAddedColumnComesWithTheNextChangesAndASchemaChange() throws SQLException {
    oceanBase.execute("ALTER TABLE t ADD COLUMN more VARCHAR(10) DEFAULT 'x'");
    oceanBase.execute("UPDATE t SET more = 'y' WHERE id = 1");
    oceanBase.execute("DELETE FROM t WHERE id = 2");
    source.until("the change", () -> rows().equals(Set.of(List.of(1, 1, "y"), List.of(11, 3))));
    SourceRecord last = source.schemaChanges().get(source.schemaChanges().size() - 1);
    Struct change = (Struct) ((Struct) last.value()).getArray("tableChanges").get(0);
    assertThat(change.getString("type")).isEqualTo("ALTER");
    assertThat(change.getStruct("table").getArray("columns")).hasSize(3);
  }

  @Test
  void anIndexAndARemovedColumnMakeNoDifference() throws SQLException {
    oceanBase.execute("CREATE INDEX i ON t (n)");
    oceanBase.execute("UPDATE t SET n = 9 WHERE id = 1");
    oceanBase.execute("DELETE FROM t WHERE id = 2");
    source.until("changes", () -> rows().equals(Set.of(List.of(1, 9), List.of(11, 3))));
    oceanBase.execute("ALTER TABLE t ADD COLUMN more INT");
    oceanBase.execute("ALTER TABLE t DROP COLUMN more");
    oceanBase.execute("INSERT INTO t VALUES (12, 4)");
    source.until(
        "the row", () -> rows().equals(Set.of(List.of(1, 9), List.of(11, 3), List.of(12, 4))));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAddedPartitionMakesNoDifferenceWhetherTheTaskRunsOrNot(boolean runs) throws SQLException {
    if (!runs) {
      source.stop();
    }
    oceanBase.execute("DELETE FROM t WHERE id = 2");
    oceanBase.execute("ALTER TABLE t ADD PARTITION (PARTITION p2 VALUES LESS THAN (30))");
    oceanBase.execute("INSERT INTO t VALUES (21, 4)");
    if (!runs) {
      source.start();
    }
    source.until(
        "its rows", () -> rows().equals(Set.of(List.of(1, 1), List.of(11, 3), List.of(21, 4))));
    oceanBase.execute("DELETE FROM t WHERE id IN (11, 21)");
    source.until("the deletes", () -> rows().equals(Set.of(List.of(1, 1))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRUNCATE TABLE t",
        "ALTER TABLE t DROP PARTITION p1",
        "ALTER TABLE t CHANGE COLUMN n m INT",
        "ALTER TABLE t DROP COLUMN n; ALTER TABLE t ADD COLUMN n VARCHAR(20)",
        "DROP TABLE t; CREATE TABLE t (id INT PRIMARY KEY, n INT)",
        "ALTER TABLE t MODIFY COLUMN n VARCHAR(20)"
      })
  void whatMakesThePositionUselessIsANamedFailureThenANewSnapshot(String statements)
      throws Exception {
    run(statements);
    assertThat(source.failure())
        .containsAnyOf(
            "Changes of table " + DATABASE + ".t can't be captured from its position on",
            "Table " + DATABASE + ".t was dropped or renamed")
        .contains("snapshot.mode=when_needed");
    source.stop();
    oceanBase.execute("REPLACE INTO t VALUES (5, 5)");
    source.with("snapshot.mode", "when_needed").start();
    source.until("the new snapshot", () -> rows().stream().anyMatch(row -> row.get(0).equals(5)));
    oceanBase.execute("INSERT INTO t VALUES (6, 6)");
    source.until("a change", () -> rows().stream().anyMatch(row -> row.get(0).equals(6)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRUNCATE TABLE t",
        "ALTER TABLE t DROP PARTITION p1",
        "ALTER TABLE t DROP COLUMN n; ALTER TABLE t ADD COLUMN n VARCHAR(20)"
      })
  void theSameWhileTheTaskIsStopped(String statements) throws Exception {
    source.stop();
    run(statements);
    source.start();
    assertThat(source.failure()).contains("can't be captured from its position on");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DROP TABLE t", "RENAME TABLE t TO other"})
  void aTableThatIsGoneIsANamedFailureOrIsLeftWhereASnapshotMayMend(String statements)
      throws Exception {
    run(statements);
    assertThat(source.failure()).contains("Table " + DATABASE + ".t was dropped or renamed");
  }

  @Test
  void aColumnThatWasRemovedBeforeAndIsAddedAgainIsANamedFailure() throws Exception {
    oceanBase.execute("ALTER TABLE t DROP COLUMN n");
    oceanBase.execute("INSERT INTO t VALUES (3)");
    source.until("a change without it", () -> source.table(DATABASE, "t").size() == 4);
    source.stop();
    oceanBase.execute("ALTER TABLE t ADD COLUMN n INT");
    source.start();
    assertThat(source.failure()).contains("columns [n] were removed and added again");
  }

  @Test
  void aRenamedTableIsAnotherTable() throws Exception {
    source.stop();
    source.with("snapshot.mode", "when_needed").start();
    oceanBase.execute("UPDATE t SET n = 7 WHERE id = 1");
    source.until("a change", () -> rows().contains(List.of(1, 7)));
    oceanBase.execute("RENAME TABLE t TO other");
    source.until("the other table", () -> source.rows(DATABASE, "other").equals(rows()));
  }

  @Test
  void anScnFromBeforeTheTableIsANamedFailure() throws Exception {
    source.stop();
    Map<String, ?> partition =
        Map.of("server", DirectSource.PREFIX, "database", DATABASE, "table", "t");
    source.offsets().put(partition, Map.of("scn", 1_700_000_000_000_000_000L));
    source.start();
    assertThat(source.failure()).contains("since then it was truncated or re-created");
  }

  @Test
  void theKeyOfATableWithoutAPrimaryKeyStaysUntilItIsDropped() throws Exception {
    oceanBase.execute("CREATE TABLE k (a INT NOT NULL, b INT NOT NULL, UNIQUE KEY y (b))");
    oceanBase.execute("INSERT INTO k VALUES (1, 10), (2, 20)");
    source.until("the snapshot", () -> source.table(DATABASE, "k").size() == 2);
    oceanBase.execute("CREATE UNIQUE INDEX a_first ON k (a)");
    oceanBase.execute("INSERT INTO k VALUES (3, 30)");
    source.until("a change", () -> source.table(DATABASE, "k").size() == 3);
    source.stop();
    oceanBase.execute("DELETE FROM k WHERE a = 1");
    source.start();
    source.until(
        "the delete",
        () -> source.rows(DATABASE, "k").equals(Set.of(List.of(2, 20), List.of(3, 30))));
    oceanBase.execute("DROP INDEX y ON k");
    assertThat(source.failure())
        .contains("its rows were identified by the columns [b], and now are by [a]");
    source.stop();
    source.with("snapshot.mode", "when_needed").start();
    source.until(
        "a new snapshot by the other key",
        () ->
            source.table(DATABASE, "k").keySet().stream()
                .anyMatch(key -> key.schema().field("a") != null));
  }

  private void run(String statements) throws SQLException {
    for (String statement : statements.split(";")) {
      oceanBase.execute(statement);
    }
  }
}
