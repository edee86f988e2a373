// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.process.Await;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every DDL statement between any two steps of a capture, followed by changes: in the end the rows
 * that were sent are the table's, or the table has a failure by its name. A small queue stops the
 * capture between two pages. Each statement has a table of its own, and all run together.
 */
@Tag("faults")
@ExtendWith(TenantExtension.class)
class SourceDdlIT {
  private static final String DATABASE = "source_ddl_steps";
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  // More than are read before all tables are open.
  private static final int ROWS = 60;

  private final Tenant tenant;
  private OceanBaseClient oceanBase;
  private DirectSource source;

  SourceDdlIT(Tenant tenant) {
    this.tenant = tenant;
  }

  /** Where the capture is. */
  enum Step {
    IN_THE_SNAPSHOT,
    IN_THE_SNAPSHOT_STOPPED,
    BETWEEN_POLLS,
    BETWEEN_POLLS_STOPPED,
    IN_A_POLL,
    IN_A_POLL_STOPPED
  }

  /** Statements, and whether the capture continues across them. */
  enum Ddl {
    ADD_COLUMN(true, "ALTER TABLE %s ADD COLUMN more INT"),
    ADD_COLUMN_FIRST(true, "ALTER TABLE %s ADD COLUMN more INT FIRST"),
    DROP_COLUMN(true, "ALTER TABLE %s DROP COLUMN spare"),
    RENAME_COLUMN(false, "ALTER TABLE %s CHANGE COLUMN spare other INT"),
    REORDER_COLUMN(false, "ALTER TABLE %s MODIFY COLUMN spare INT FIRST"),
    ADD_PARTITION(true, "ALTER TABLE %s ADD PARTITION (PARTITION p2 VALUES LESS THAN (300))"),
    DROP_PARTITION(false, "ALTER TABLE %s DROP PARTITION p1"),
    TRUNCATE_PARTITION(false, "ALTER TABLE %s TRUNCATE PARTITION p1"),
    TRUNCATE(false, "TRUNCATE TABLE %s"),
    DROP(false, "DROP TABLE %s"),
    RENAME(false, "RENAME TABLE %s TO %s_old"),
    SWAP(
        false,
        "CREATE TABLE %s_new LIKE %s",
        "INSERT INTO %s_new SELECT * FROM %s",
        "RENAME TABLE %s TO %s_old, %s_new TO %s"),
    RECREATE(
        false, "DROP TABLE %s", "CREATE TABLE %s (id INT PRIMARY KEY, n INT NOT NULL, spare INT)"),
    ADD_INDEX(true, "CREATE INDEX i ON %s (n)"),
    DROP_INDEX(true, "DROP INDEX present ON %s"),
    ADD_UNIQUE_KEY(true, "CREATE UNIQUE INDEX i ON %s (n, id)"),
    DROP_UNIQUE_KEY(true, "DROP INDEX present_unique ON %s");

    private final boolean continues;
    private final List<String> statements;

    Ddl(boolean continues, String... statements) {
      this.continues = continues;
      this.statements = List.of(statements);
    }

    String table() {
      return "t_" + name().toLowerCase(Locale.ROOT);
    }

    String create() {
      return "CREATE TABLE "
          + table()
          + " (id INT PRIMARY KEY, n INT NOT NULL, spare INT, KEY present (n)"
          + switch (this) {
            case ADD_PARTITION, DROP_PARTITION, TRUNCATE_PARTITION ->
                ") PARTITION BY RANGE(id) (PARTITION p0 VALUES LESS THAN (100),"
                    + " PARTITION p1 VALUES LESS THAN (200))";
            default -> ", UNIQUE KEY present_unique (n))";
          };
    }

    boolean leavesATable() {
      return this != DROP && this != RENAME;
    }
  }

  @BeforeEach
  void createTables() throws SQLException {
    oceanBase = tenant.emptied(DATABASE);
    oceanBase.execute("SET SESSION ob_query_timeout = 60000000");
    for (Ddl ddl : Ddl.values()) {
      oceanBase.execute(ddl.create());
      StringBuilder rows = new StringBuilder("(110, 1000, 1)");
      for (int id = 1; id < ROWS; id++) {
        rows.append(", (").append(id).append(", ").append(id).append(", 1)");
      }
      oceanBase.execute("INSERT INTO " + ddl.table() + " VALUES " + rows);
    }
    source =
        new DirectSource(
            tenant,
            DATABASE,
            "table.exclude.list",
            DATABASE + "[.].*_(new|old)",
            "snapshot.max.concurrent",
            "100",
            "snapshot.fetch.size",
            "2",
            "max.batch.size",
            "1",
            "max.queue.size",
            "2",
            "heartbeat.interval.ms",
            "60000",
            "tombstones.on.delete",
            "false");
  }

  @AfterEach
  void close() throws SQLException {
    source.close();
    oceanBase.close();
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void theRowsThatWereSentAreTheTablesOrTheTableHasAFailure(Step step) throws Exception {
    source.start();
    reach(step);
    boolean stopped = step.name().endsWith("STOPPED");
    if (stopped) {
      source.stop();
    }
    for (Ddl ddl : Ddl.values()) {
      change(ddl);
    }
    if (stopped) {
      source.start();
    }
    Await.until(
        "the end of each table", PATIENCE, () -> source.poll().isEmpty() && undecided().isEmpty());
    Map<Ddl, String> wrong = new EnumMap<>(Ddl.class);
    Map<String, String> failed = FailedTables.of();
    for (Ddl ddl : Ddl.values()) {
      if (ddl.continues == failed.containsKey(DATABASE + "." + ddl.table())) {
        wrong.put(ddl, failed.getOrDefault(DATABASE + "." + ddl.table(), "no failure"));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private void reach(Step step) throws Exception {
    if (step.name().startsWith("IN_THE_SNAPSHOT")) {
      untilEachTableHasSent(1);
      assertThat(Ddl.values())
          .as("tables whose snapshot is in progress")
          .allMatch(ddl -> sent(ddl).size() < ROWS);
      return;
    }
    untilEachTableHasSent(ROWS);
    source.until("the end of the snapshots", () -> source.scn("t_truncate") > 0);
    if (step.name().startsWith("IN_A_POLL")) {
      source.records().clear();
      for (Ddl ddl : Ddl.values()) {
        oceanBase.execute("UPDATE " + ddl.table() + " SET n = n + 100");
        oceanBase.execute("DELETE FROM " + ddl.table() + " WHERE id = 11");
        oceanBase.execute("INSERT INTO " + ddl.table() + " VALUES (0, 0, 1)");
      }
      untilEachTableHasSent(2);
    }
  }

  private void untilEachTableHasSent(int records) throws Exception {
    Await.until(
        records + " records of each table",
        PATIENCE,
        () -> {
          source.poll();
          return Arrays.stream(Ddl.values()).allMatch(ddl -> sent(ddl).size() >= records);
        });
  }

  private List<SourceRecord> sent(Ddl ddl) {
    String topic = DirectSource.PREFIX + "." + DATABASE + "." + ddl.table();
    return source.records().stream().filter(record -> record.topic().equals(topic)).toList();
  }

  /** The statements, and then changes of rows that were sent and of others. */
  private void change(Ddl ddl) throws SQLException {
    String table = ddl.table();
    for (String statement : ddl.statements) {
      oceanBase.execute(statement.replace("%s", table));
    }
    if (ddl.leavesATable()) {
      oceanBase.execute("DELETE FROM " + table + " WHERE id IN (0, 1, 2)");
      oceanBase.execute("UPDATE " + table + " SET n = 500 WHERE id = 3");
      oceanBase.execute("INSERT INTO " + table + " (id, n) VALUES (90, 900)");
    }
  }

  private Set<Ddl> undecided() throws Exception {
    Map<String, String> failed = FailedTables.of();
    Set<Ddl> undecided = new TreeSet<>();
    for (Ddl ddl : Ddl.values()) {
      if (!failed.containsKey(DATABASE + "." + ddl.table())
          && !(ddl.continues && captured(ddl).equals(rows(ddl)))) {
        undecided.add(ddl);
      }
    }
    return undecided;
  }

  private Map<Integer, Integer> captured(Ddl ddl) {
    Map<Integer, Integer> rows = new TreeMap<>();
    for (Struct row : source.table(DATABASE, ddl.table()).values()) {
      rows.put(row.getInt32("id"), row.getInt32("n"));
    }
    return rows;
  }

  private Map<Integer, Integer> rows(Ddl ddl) throws SQLException {
    Map<Integer, Integer> rows = new TreeMap<>();
    for (String row : oceanBase.query("SELECT CONCAT(id, ' ', n) FROM " + ddl.table())) {
      String[] values = row.split(" ");
      rows.put(Integer.valueOf(values[0]), Integer.valueOf(values[1]));
    }
    return rows;
  }
}
