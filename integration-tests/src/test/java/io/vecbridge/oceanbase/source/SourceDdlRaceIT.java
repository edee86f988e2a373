// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.process.Await;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random writes, DDL statements and kills while a table is captured, with keys that are never used
 * twice: in the end the rows that were sent are the table's, or the table has a failure by its
 * name. What a killed task had in its queue is lost, and the next one resumes after the last record
 * that was taken, as with exactly-once support.
 */
@ExtendWith(TenantExtension.class)
class SourceDdlRaceIT {
  private static final String DATABASE = "source_ddl_race";
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int OPERATIONS = 60;
  private static final int ROWS_PER_PARTITION = 40;

  private final Tenant tenant;
  private final List<Long> alive = new ArrayList<>();
  private OceanBaseClient oceanBase;
  private DirectSource source;
  private Random random;
  private long keys;
  private int partitions;
  private int columns;
  private boolean removesColumns;
  private boolean isOpen;

  SourceDdlRaceIT(Tenant tenant) {
    this.tenant = tenant;
  }

  static List<Long> fiftySeeds() {
    return new Random().longs(50).boxed().toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatWasSentIsTheTable(long seed) throws Exception {
    race(seed);
  }

  @ParameterizedTest
  @MethodSource("fiftySeeds")
  @Tag("faults")
  void whatWasSentIsTheTableInFiftyRandomRuns(long seed) throws Exception {
    race(seed);
  }

  private void race(long seed) throws Exception {
    random = new Random(seed);
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSource direct = new DirectSource(tenant, DATABASE)) {
      oceanBase = client;
      source =
          direct.with(
              "poll.interval.ms", "5",
              "snapshot.fetch.size", String.valueOf(1 + random.nextInt(5)),
              "max.batch.size", String.valueOf(1 + random.nextInt(4)),
              "max.queue.size", String.valueOf(5 + random.nextInt(10)));
      oceanBase.execute(
          "CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT) PARTITION BY RANGE(id)"
              + " (PARTITION p0 VALUES LESS THAN ("
              + ROWS_PER_PARTITION
              + "))");
      partitions = 1;
      write();
      start();
      for (int i = 0; i < OPERATIONS; i++) {
        operate();
      }
      boolean lossy = random.nextInt(3) == 0;
      if (lossy) {
        // A table that is gone before a task has found it is not reported.
        Await.until("the capture of the table", PATIENCE, () -> isOpen || poll());
        lose();
      }
      try {
        Await.until("the end", PATIENCE, () -> !poll() && isDecided(lossy));
      } catch (IllegalStateException e) {
        if (lossy) {
          throw new IllegalStateException("seed " + seed, e);
        }
        assertThat(captured()).as("what was sent, seed " + seed).isEqualTo(rows());
        throw e;
      }
      if (!lossy) {
        assertThat(FailedTables.of()).isEmpty();
      }
    }
  }

  private boolean isDecided(boolean lossy) throws Exception {
    if (lossy) {
      return !FailedTables.of().isEmpty();
    }
    assertThat(FailedTables.of().values()).noneMatch(why -> why.contains("can't be captured"));
    return captured().equals(rows());
  }

  private void operate() throws Exception {
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> write();
      case 3 -> change();
      case 4 -> {
        source.stop();
        if (random.nextBoolean()) {
          change();
        }
        start();
      }
      default -> {
        for (int polls = 1 + random.nextInt(6); polls > 0; polls--) {
          poll();
        }
      }
    }
  }

  private void start() throws Exception {
    source.start();
    isOpen = false;
  }

  /** Whether there was any record; the first of a run is the schema change event of the table. */
  private boolean poll() throws Exception {
    boolean any = !source.poll().isEmpty();
    isOpen |= any;
    return any;
  }

  /** A transaction. */
  private void write() throws SQLException {
    oceanBase.execute("BEGIN");
    for (int writes = 1 + random.nextInt(8); writes > 0; writes--) {
      int kind = alive.isEmpty() ? 0 : random.nextInt(4);
      if (kind < 2 && keys < (long) partitions * ROWS_PER_PARTITION) {
        oceanBase.execute("INSERT INTO t (id, n) VALUES (" + keys + ", " + random.nextInt() + ")");
        alive.add(keys++);
      } else if (kind == 2) {
        oceanBase.execute("UPDATE t SET n = n + 1 WHERE id = " + any());
      } else if (!alive.isEmpty()) {
        Long key = any();
        alive.remove(key);
        oceanBase.execute("DELETE FROM t WHERE id = " + key);
      }
    }
    oceanBase.execute("COMMIT");
  }

  private Long any() {
    return alive.get(random.nextInt(alive.size()));
  }

  /** A statement across which the capture continues. */
  private void change() throws SQLException {
    switch (random.nextInt(4)) {
      case 0 -> {
        // After a column was removed, another one may be taken for it.
        if (!removesColumns) {
          oceanBase.execute("ALTER TABLE t ADD COLUMN c" + columns++ + " INT");
        }
      }
      case 1 -> {
        if (columns > 0) {
          removesColumns = true;
          oceanBase.execute("ALTER TABLE t DROP COLUMN c" + --columns);
        }
      }
      default -> {
        int end = (partitions + 1) * ROWS_PER_PARTITION;
        oceanBase.execute(
            "ALTER TABLE t ADD PARTITION (PARTITION p"
                + partitions++
                + " VALUES LESS THAN ("
                + end
                + "))");
      }
    }
  }

  /** A statement after which the table can't be captured further. */
  private void lose() throws SQLException {
    oceanBase.execute(
        switch (random.nextInt(4)) {
          case 0 -> "TRUNCATE TABLE t";
          case 1 -> "ALTER TABLE t CHANGE COLUMN n m BIGINT";
          case 2 -> "RENAME TABLE t TO u";
          default -> "DROP TABLE t";
        });
  }

  private Map<Long, Long> captured() {
    Map<Long, Long> rows = new TreeMap<>();
    for (Struct row : source.table(DATABASE, "t").values()) {
      rows.put(row.getInt64("id"), row.getInt64("n"));
    }
    return rows;
  }

  private Map<Long, Long> rows() throws SQLException {
    Map<Long, Long> rows = new TreeMap<>();
    for (String row : oceanBase.query("SELECT CONCAT(id, ' ', n) FROM t")) {
      String[] values = row.split(" ");
      rows.put(Long.valueOf(values[0]), Long.valueOf(values[1]));
    }
    return rows;
  }
}
