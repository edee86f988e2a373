// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;

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
  private static final int ROWS = Integer.getInteger("vecbridge.limits.rows", 200_000);
  private static final Duration PATIENCE = Duration.ofHours(1);

  private static final int SPARE_SECONDS = 20;
  private static final List<String> TABLES = List.of("a", "b", "c");

  private OceanBaseClient oceanBase;
  private long undoRetention = 1800;
  private long begunAt;
  private long frozenAt = System.nanoTime();

  @Test
  void threeTablesAreSnapshottedThoughHistoryIsKeptForOne(Tenant tenant) throws Exception {
    oceanBase = tenant.emptied(DATABASE);
    oceanBase.execute("SET SESSION ob_query_timeout = 3600000000, ob_trx_timeout = 3600000000");
    String before = oceanBase.query("SHOW PARAMETERS LIKE 'undo_retention'").get(0);
    assertThat(before).isNotNull();
    TABLES.forEach(this::fill);
    try {
      long start = System.nanoTime();
      snapshot(tenant, List.of("a"));
      long seconds = secondsSince(start) + 1;
      keepHistory(seconds + seconds / 2);
      snapshot(tenant, TABLES);
    } finally {
      keepHistory(1800);
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

  private void snapshot(Tenant tenant, List<String> tables) throws Exception {
    Map<String, Integer> rows = new TreeMap<>();
    try (DirectSource source =
        new DirectSource(
            tenant,
            DATABASE,
            "table.include.list",
            DATABASE + "[.](" + String.join("|", tables) + ")",
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
              if (record.topic().startsWith(DirectSource.PREFIX + "." + DATABASE)
                  && rows.merge(record.topic(), 1, Integer::sum) == 1) {
                begunAt = System.nanoTime();
              }
            }
            source.forgetRows();
            freeze();
            if (secondsSince(begunAt) + SPARE_SECONDS > undoRetention) {
              // The machine is slower than with the first table.
              keepHistory(2 * undoRetention);
            }
            assertThat(FailedTables.of()).isEmpty();
            return tables.stream().allMatch(table -> source.scn(table) > 0);
          });
    }
    assertThat(rows).hasSize(tables.size());
    assertThat(rows.values()).allMatch(count -> count >= ROWS);
  }

  /** To be set seldom: the tenant discards nothing for a while after each change. */
  private void keepHistory(long seconds) throws SQLException {
    undoRetention = seconds;
    oceanBase.execute("ALTER SYSTEM SET undo_retention = " + seconds);
  }

  /** Old versions of rows are only discarded when the tenant compacts. */
  private void freeze() throws SQLException {
    if (secondsSince(frozenAt) >= 2) {
      frozenAt = System.nanoTime();
      for (String table : TABLES) {
        oceanBase.execute("UPDATE " + table + " SET n = n + 1 WHERE id < 10");
      }
      oceanBase.execute("ALTER SYSTEM MINOR FREEZE");
    }
  }

  private static long secondsSince(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanos);
  }
}
