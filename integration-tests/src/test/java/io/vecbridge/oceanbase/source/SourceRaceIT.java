// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Writers with transactions of any length, some of them rolled back, and with keys that are never
 * used twice, freezes and restarts, against the polls: what was sent is the table at the upper SCN
 * after every poll.
 */
@ExtendWith(TenantExtension.class)
class SourceRaceIT {
  private static final String DATABASE = "source_race";
  private static final int WRITERS = 8;
  private static final int SECONDS = 25;

  private final AtomicLong keys = new AtomicLong();
  private final AtomicBoolean writing = new AtomicBoolean(true);

  @Test
  void whatWasSentIsTheTableAtTheUpperScnAfterEveryPoll(Tenant tenant) throws Exception {
    try (OceanBaseClient oceanBase = tenant.emptied(DATABASE);
        DirectSource source =
            new DirectSource(
                tenant, DATABASE, "poll.interval.ms", "10", "heartbeat.interval.ms", "1")) {
      oceanBase.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT)");
      oceanBase.execute("SET SESSION ob_query_timeout = 60000000");
      ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
      List<Future<?>> running = new ArrayList<>();
      try {
        for (int i = 0; i < WRITERS; i++) {
          Random random = new Random(i);
          running.add(
              writers.submit(
                  () -> {
                    write(tenant, random);
                    return null;
                  }));
        }
        source.start();
        int compared = compare(source, oceanBase);
        writing.set(false);
        for (Future<?> writer : running) {
          writer.get();
        }
        assertThat(compared).as("polls that were compared").isGreaterThan(20);
        assertThat(keys.get()).as("keys that were written").isGreaterThan(1_000);
      } finally {
        writing.set(false);
        writers.shutdownNow();
      }
    }
  }

  private static int compare(DirectSource source, OceanBaseClient oceanBase) throws Exception {
    Map<Long, Long> sent = new HashMap<>();
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    long comparedAt = 0;
    int freezes = 0;
    int compared = 0;
    while (System.nanoTime() < end) {
      for (SourceRecord record : source.poll()) {
        // The offset of a record in mid-poll has a stage; one without tells a poll that is out.
        Object stage = record.sourceOffset().get("stage");
        if (!(record.sourceOffset().get("scn") instanceof Long scn)) {
          continue; // the offset of the known tables, not of one table
        }
        if (record.topic().endsWith(".t") && record.value() instanceof Struct value) {
          apply(sent, (Struct) record.key(), value.getStruct("after"));
        } else if (stage == null && scn > comparedAt && record.topic().startsWith("__")) {
          assertThat(sent).as("the table at " + scn).isEqualTo(rows(oceanBase, scn));
          comparedAt = scn;
          compared++;
        }
      }
      if (compared / 20 > freezes) {
        freezes++;
        oceanBase.execute("ALTER SYSTEM MINOR FREEZE");
        // What is in the queue is lost; the next start goes on from the last record that was taken.
        source.stop();
        source.start();
      }
    }
    return compared;
  }

  private static void apply(Map<Long, Long> sent, Struct key, Struct after) {
    if (after == null) {
      sent.remove(key.getInt64("id"));
    } else {
      sent.put(key.getInt64("id"), after.getInt64("n"));
    }
  }

  private static Map<Long, Long> rows(OceanBaseClient oceanBase, long scn) throws SQLException {
    Map<Long, Long> rows = new HashMap<>();
    try (Statement statement = oceanBase.connection().createStatement();
        ResultSet result = statement.executeQuery("SELECT id, n FROM t AS OF SNAPSHOT " + scn)) {
      while (result.next()) {
        rows.put(result.getLong(1), result.getLong(2));
      }
    }
    return rows;
  }

  private void write(Tenant tenant, Random random) throws Exception {
    List<Long> own = new ArrayList<>();
    try (Connection connection = SourceTable.connect(tenant);
        Statement statement = connection.createStatement()) {
      statement.execute("USE " + DATABASE);
      connection.setAutoCommit(false);
      while (writing.get()) {
        List<Long> before = new ArrayList<>(own);
        for (int changes = 1 + random.nextInt(20); changes > 0; changes--) {
          change(statement, random, own);
          if (random.nextInt(10) == 0) {
            // A long transaction: other writers and polls come in between.
            statement.execute("SELECT SLEEP(0.05)");
          }
        }
        if (random.nextInt(4) == 0) {
          connection.rollback();
          own = before;
        } else {
          connection.commit();
        }
      }
    }
  }

  private void change(Statement statement, Random random, List<Long> own) throws SQLException {
    int kind = own.isEmpty() ? 0 : random.nextInt(4);
    if (kind <= 1) {
      long key = keys.incrementAndGet();
      statement.execute("INSERT INTO t VALUES (" + key + ", " + random.nextInt() + ")");
      own.add(key);
    } else if (kind == 2) {
      statement.execute("UPDATE t SET n = n + 1 WHERE id = " + own.get(random.nextInt(own.size())));
    } else {
      long key = own.remove(random.nextInt(own.size()));
      statement.execute("DELETE FROM t WHERE id = " + key);
    }
  }
}
