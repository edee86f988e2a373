// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.ProcessProvisioning;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.process.Workspace;
import io.vecbridge.harness.server.OceanBase;
import io.vecbridge.oceanbase.sink.Tenant;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No task runs for longer than the tenant keeps history, wherever the capture was stopped. The
 * server is this test's own: one that holds the tables of other tests takes minutes to compact.
 */
@Tag("faults")
class SourceDowntimeIT {
  private static final String DATABASE = "source_downtime";
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final List<String> TABLES = List.of("in_snapshot", "complete", "in_poll");
  private static final int ROWS = 40;
  private static final int DELETED = 11;

  @Test
  void eachTableFailsWithTheReasonOrGetsANewSnapshot() throws Exception {
    try (Workspace workspace = Workspace.create();
        OceanBase server = new ProcessProvisioning().oceanBase(workspace)) {
      server.start();
      eachTableFailsWithTheReasonOrGetsANewSnapshot(server);
    }
  }

  private static void eachTableFailsWithTheReasonOrGetsANewSnapshot(OceanBase server)
      throws Exception {
    Tenant tenant = Tenant.of(server);
    try (DirectSource source = source(tenant)) {
      String scn;
      try (OceanBaseClient oceanBase = tenant.emptied(DATABASE)) {
        for (String table : TABLES) {
          create(oceanBase, table, ROWS);
        }
        stopInEachStage(source, oceanBase);
        scn = oceanBase.query("SELECT current_scn()").get(0);
      }
      // How far back history is kept is looked at some seconds after a start, then seldom.
      server.stop();
      server.start();
      try (OceanBaseClient oceanBase = new OceanBaseClient(server, DATABASE)) {
        try {
          forgetHistory(oceanBase, scn);
        } finally {
          oceanBase.execute("ALTER SYSTEM SET undo_retention = 1800");
        }
        failsWithTheReason(source, oceanBase);
        getsANewSnapshot(source, oceanBase);
      }
    }
  }

  private static DirectSource source(Tenant tenant) {
    return new DirectSource(
        tenant,
        DATABASE,
        "snapshot.fetch.size",
        "2",
        "max.batch.size",
        "1",
        "max.queue.size",
        "2",
        "heartbeat.interval.ms",
        "60000",
        "poll.interval.idle.max.ms",
        "500");
  }

  private static void create(OceanBaseClient oceanBase, String table, int rows)
      throws SQLException {
    oceanBase.execute("CREATE TABLE " + table + " (id INT PRIMARY KEY, n INT)");
    for (int id = 0; id < rows; id++) {
      oceanBase.execute("INSERT INTO " + table + " VALUES (" + id + ", 0)");
    }
  }

  private static void stopInEachStage(DirectSource source, OceanBaseClient oceanBase)
      throws SQLException {
    // A table that is left out would lose its offset.
    source.dropping(record -> record.sourceOffset() == null);
    for (String table : TABLES) {
      source.with("table.include.list", DATABASE + "[.]" + table).start();
      source.until("rows", () -> source.table(DATABASE, table).size() > DELETED);
      if (!table.equals("in_snapshot")) {
        source.until("the snapshot", () -> source.scn(table) > 0);
      }
      if (table.equals("in_poll")) {
        int sent = source.records().size();
        oceanBase.execute("UPDATE in_poll SET n = 1");
        source.until("some changes", () -> source.records().size() > sent + 2);
      }
      source.stop();
    }
    assertThat(source.scn("in_snapshot")).as("SCN of a complete snapshot").isZero();
    assertThat(source.scn("in_poll")).as("SCN of a complete poll").isZero();
  }

  /** Old versions of rows are only discarded when the tenant compacts. */
  private static void forgetHistory(OceanBaseClient oceanBase, String scn) throws SQLException {
    oceanBase.execute("ALTER SYSTEM SET undo_retention = 1");
    for (String table : TABLES) {
      oceanBase.execute("DELETE FROM " + table + " WHERE id = " + DELETED);
    }
    Await.until(
        "the history is discarded",
        LONG,
        () -> {
          for (String table : TABLES) {
            oceanBase.execute("UPDATE " + table + " SET n = 2");
          }
          oceanBase.execute("ALTER SYSTEM MINOR FREEZE");
          return TABLES.stream().noneMatch(table -> isReadable(oceanBase, table, scn));
        });
  }

  private static boolean isReadable(OceanBaseClient oceanBase, String table, String scn) {
    try {
      oceanBase.query("SELECT id FROM " + table + " AS OF SNAPSHOT " + scn);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static void failsWithTheReason(DirectSource source, OceanBaseClient oceanBase)
      throws Exception {
    create(oceanBase, "young", 1);
    source.with("table.include.list", DATABASE + "[.].*").start();
    source.until("the failures", () -> FailedTables.of().size() == TABLES.size());
    Map<String, String> failures = FailedTables.of();
    for (String table : TABLES) {
      assertThat(failures.get(DATABASE + "." + table))
          .contains(
              "Changes of table " + DATABASE + "." + table + " can't be captured from its position",
              "the tenant no longer keeps history that old (undo_retention)",
              "snapshot.mode=when_needed");
    }
    source.until("the other table", () -> source.table(DATABASE, "young").size() == 1);
    source.stop();
  }

  private static void getsANewSnapshot(DirectSource source, OceanBaseClient oceanBase)
      throws Exception {
    source.with("snapshot.mode", "when_needed").start();
    for (String table : TABLES) {
      source.until("the snapshot of " + table, () -> source.scn(table) > 0);
      assertThat(source.rows(DATABASE, table).stream().filter(row -> row.get(1).equals(2)))
          .as("rows as they are now")
          .hasSize(ROWS - 1);
    }
    for (String table : TABLES) {
      oceanBase.execute("DELETE FROM " + table + " WHERE id <> 1");
    }
    for (String table : TABLES) {
      // The row that was deleted in the gap stays.
      source.until("changes", () -> source.table(DATABASE, table).size() == 2);
    }
    assertThat(FailedTables.of()).isEmpty();
  }
}
