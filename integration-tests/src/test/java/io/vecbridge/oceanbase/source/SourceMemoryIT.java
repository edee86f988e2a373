// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.process.Await;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Large changes, rows, keys and tables, and many of them, for a JVM with a small heap: {@code
 * -Xmx256m} for rows and keys, {@code -Xmx512m} for the rest. How many deletes: {@code
 * -Dvecbridge.limits.deletes}.
 */
@Tag("limits")
@ExtendWith(TenantExtension.class)
class SourceMemoryIT {
  private static final String DATABASE = "source_memory";
  private static final Duration LONG = Duration.ofMinutes(30);
  private static final int DELETES = Integer.getInteger("vecbridge.limits.deletes", 1_000_000);
  private static final int CHUNK = 100_000;

  private final Tenant tenant;
  private OceanBaseClient oceanBase;
  private DirectSource source;

  SourceMemoryIT(Tenant tenant) {
    this.tenant = tenant;
  }

  @BeforeEach
  void connect() throws SQLException {
    oceanBase = tenant.emptied(DATABASE);
    oceanBase.execute("SET SESSION ob_query_timeout = 3600000000, ob_trx_timeout = 3600000000");
    source = new DirectSource(tenant, DATABASE, "tombstones.on.delete", "false");
  }

  @AfterEach
  void close() throws SQLException {
    source.close();
    oceanBase.close();
  }

  @Test
  void aMillionDeletesInOnePollPassASmallHeap(TestReporter reporter) throws Exception {
    oceanBase.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, n INT)");
    fill("0, 0", "id + %d, n", DELETES);
    source.with("snapshot.mode", "no_data").start();
    source.until("the start", () -> source.scn("t") > 0);
    source.stop();
    for (int first = 0; first < DELETES; first += CHUNK) {
      oceanBase.execute("DELETE FROM t WHERE id >= " + first + " AND id < " + (first + CHUNK));
    }
    source.start();
    long start = System.nanoTime();
    awaitRecords("d", DELETES);
    reporter.publishEntry("seconds", seconds(start));
  }

  @Test
  void rowsOfManyMegabytesPassASmallHeapAsASnapshotAndAsChanges(TestReporter reporter)
      throws Exception {
    oceanBase.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, n INT, document LONGTEXT)");
    fill("0, 0, REPEAT('x', 6000000)", "id + %d, n, document", 40);
    long start = System.nanoTime();
    source.start();
    awaitRecords("r", 40);
    oceanBase.execute("UPDATE t SET n = 1");
    awaitRecords("u", 40);
    reporter.publishEntry("seconds", seconds(start));
  }

  @Test
  void keysOfManyKilobytesPassASmallHeapAsASnapshotAsChangesAndAsDeletes(TestReporter reporter)
      throws Exception {
    int rows = 16_384;
    oceanBase.execute(
        "CREATE TABLE t (k VARCHAR(4000) COLLATE utf8mb4_0900_bin PRIMARY KEY, id INT, n INT)");
    fill(
        "CONCAT(REPEAT('\u8868', 3990), '0'), 0, 0",
        "CONCAT(REPEAT('\u8868', 3990), id + %1$d), id + %1$d, n",
        rows);
    long start = System.nanoTime();
    source.with("poll.interval.ms", "1000").start();
    awaitRecords("r", rows);
    // One statement over all rows needs more memory than the server has beside the polls.
    inParts("UPDATE t SET n = 1 WHERE id >= %d AND id < %d", rows);
    awaitRecords("u", rows);
    inParts("DELETE FROM t WHERE id >= %d AND id < %d", rows);
    awaitRecords("d", rows);
    reporter.publishEntry("seconds", seconds(start));
  }

  @Test
  void fiveHundredTablesPassASmallHeap(TestReporter reporter) throws Exception {
    int tables = 500;
    int rows = 100;
    oceanBase.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, n INT)");
    fill("0, 0", "id + %d, n", rows);
    for (int table = 1; table < tables; table++) {
      oceanBase.execute("CREATE TABLE t" + table + " LIKE t");
      oceanBase.execute("INSERT INTO t" + table + " SELECT * FROM t");
    }
    long start = System.nanoTime();
    source.start();
    awaitRecords("r", tables * rows);
    oceanBase.execute("UPDATE t SET n = 1");
    for (int table = 1; table < tables; table++) {
      oceanBase.execute("UPDATE t" + table + " SET n = 1");
    }
    awaitRecords("u", tables * rows);
    reporter.publishEntry("seconds", seconds(start));
  }

  /** Runs a statement for the rows of 16 ranges of ids, each in a transaction of its own. */
  private void inParts(String statement, int rows) throws SQLException {
    int part = rows / 16;
    for (int first = 0; first < rows; first += part) {
      oceanBase.execute(String.format(statement, first, first + part));
    }
  }

  /** Doubles the rows of {@code t} until there are so many. */
  private void fill(String first, String next, int rows) throws SQLException {
    oceanBase.execute("INSERT INTO t SELECT " + first);
    for (int filled = 1; filled < rows; filled *= 2) {
      oceanBase.execute(
          "INSERT INTO t SELECT "
              + String.format(next, filled)
              + " FROM t WHERE id < "
              + (rows - filled));
    }
  }

  private void awaitRecords(String operation, int count) {
    int[] found = new int[1];
    Await.until(
        count + " records of " + operation,
        LONG,
        () -> {
          for (SourceRecord record : source.poll()) {
            if (record.topic().startsWith(DirectSource.PREFIX + "." + DATABASE + ".")
                && ((Struct) record.value()).getString("op").equals(operation)) {
              found[0]++;
            }
          }
          source.forgetRows();
          assertThat(FailedTables.of()).isEmpty();
          return found[0] >= count;
        });
    assertThat(found[0]).isEqualTo(count);
  }

  private static String seconds(long start) {
    return Long.toString(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
  }
}
