// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.process.Await;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Snapshots of several tables while the tenant keeps history for about one of them. */
@ExtendWith(TenantExtension.class)
@Tag("limits")
class SourceUndoRetentionIT {
  private static final String DATABASE = "source_undo";
  private static final int ROWS = Integer.getInteger("vecbridge.limits.rows", 300_000);
  private static final Duration PATIENCE = Duration.ofHours(1);

  /** Less than the snapshot of a table takes. */
  private static final int SPARE_SECONDS = 20;

  private static final List<String> TABLES = List.of("a", "b", "c");

  private OceanBaseClient oceanBase;
  private long begunAt;
  private long keptAt;

  @Test
  void threeTablesAreSnapshottedThoughHistoryIsKeptForOne(Tenant tenant) throws Exception {
    oceanBase = tenant.emptied(DATABASE);
    oceanBase.execute("SET SESSION ob_query_timeout = 3600000000, ob_trx_timeout = 3600000000");
    String before = oceanBase.query("SHOW PARAMETERS LIKE 'undo_retention'").get(0);
    assertThat(before).isNotNull();
    TABLES.forEach(this::fill);
    try {
      String begin = oceanBase.query("SELECT CURRENT_SCN()").get(0);
      snapshot(tenant);
      assertThatThrownBy(() -> oceanBase.query("SELECT COUNT(v) FROM c AS OF SNAPSHOT " + begin))
          .as("the history of the begin, which a snapshot of all tables at one SCN would need")
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("snapshot");
    } finally {
      oceanBase.execute("ALTER SYSTEM SET undo_retention = 1800");
      oceanBase.close();
    }
  }

  private void fill(String table) {
    try {
      oceanBase.execute("CREATE TABLE " + table + " (id BIGINT PRIMARY KEY, n INT, v VECTOR(768))");
      oceanBase.execute(
          "INSERT INTO "
              + table
              + " VALUES (0, 0, ARRAY_MAP(x -> x * 0.1, ["
              + "1,".repeat(767)
              + "1]))");
      for (int rows = 1; rows < ROWS; rows *= 2) {
        oceanBase.execute(
            "INSERT INTO "
                + table
                + " SELECT id + "
                + rows
                + ", n, v FROM "
                + table
                + " WHERE id + "
                + rows
                + " < "
                + ROWS);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void snapshot(Tenant tenant) throws Exception {
    Map<String, Integer> rows = new TreeMap<>();
    try (DirectSource source =
        new DirectSource(
            tenant,
            DATABASE,
            "table.include.list",
            DATABASE + "[.](" + String.join("|", TABLES) + ")",
            "vector.encoding",
            "bytes",
            "precheck.skip",
            "undo.retention")) {
      begunAt = System.nanoTime();
      source.start();
      Await.until(
          "the snapshots",
          PATIENCE,
          () -> {
            for (SourceRecord record : source.poll()) {
              if (record.topic().startsWith(DirectSource.PREFIX + "." + DATABASE)) {
                if (rows.merge(record.topic(), 1, Integer::sum) == 1) {
                  begunAt = System.nanoTime();
                }
              }
            }
            source.forgetRows();
            keepHistoryOfThisTable();
            assertThat(FailedTables.of()).isEmpty();
            return TABLES.stream().allMatch(name -> source.scn(name) > 0);
          });
    }
    assertThat(rows).hasSize(TABLES.size());
    assertThat(rows.values()).allMatch(count -> count >= ROWS);
  }

  /**
   * The tenant keeps what the snapshot of this table needs, however fast it is, and nothing older.
   * Old versions of rows are only discarded when it compacts.
   */
  private void keepHistoryOfThisTable() throws SQLException {
    long now = System.nanoTime();
    if (now - keptAt > TimeUnit.SECONDS.toNanos(2)) {
      keptAt = now;
      long seconds = TimeUnit.NANOSECONDS.toSeconds(now - begunAt);
      oceanBase.execute("ALTER SYSTEM SET undo_retention = " + (seconds + SPARE_SECONDS));
      for (String name : TABLES) {
        oceanBase.execute("UPDATE " + name + " SET n = n + 1 WHERE id < 10");
      }
      oceanBase.execute("ALTER SYSTEM MINOR FREEZE");
    }
  }
}
