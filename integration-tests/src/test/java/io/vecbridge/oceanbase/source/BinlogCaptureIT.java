// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.server.MySqlServer;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing is lost and nothing occurs twice, wherever the capture was stopped. */
@ExtendWith({TenantExtension.class, MySqlExtension.class})
class BinlogCaptureIT {
  private static final String[] SMALL_BATCHES = {
    "snapshot.mode", "no_data", "max.batch.size", "7", "max.queue.size", "14"
  };

  @Test
  void aRestartAnywhereInATransactionGoesOnWithTheNextChange(Tenant tenant, MySqlServer mysql)
      throws SQLException, InterruptedException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_restart")) {
      both.execute("CREATE TABLE a (id int primary key, v int)");
      both.execute("CREATE TABLE b (id int primary key, v int)");
      both.execute("CREATE TABLE uncaptured (id int primary key)");
      String start = both.gtids();
      writeTransactions(both, 20);
      String[] given = {"capture.start.gtid", start, "table.include.list", "binlog_restart[.][ab]"};
      List<String> all;
      try (DirectSource source = both.source(SMALL_BATCHES).with(given).start()) {
        source.until("the table is whole", () -> isWhole(source, both));
        all = changes(source);
      }
      Random random = new Random(5);
      for (int run = 0; run < 2; run++) {
        try (DirectSource source = both.source(SMALL_BATCHES).with(given)) {
          while (changes(source).size() < all.size()) {
            source.start();
            int enough = changes(source).size() + 1 + random.nextInt(25);
            while (changes(source).size() < Math.min(enough, all.size())) {
              source.poll();
            }
            source.stop();
          }
          assertThat(changes(source)).isEqualTo(all);
        }
      }
      assertThat(all).anyMatch(record -> record.startsWith("d")).doesNotContain("uncaptured");
    }
  }

  @Test
  void aChangedKeyIsADeleteAndAnInsert(Tenant tenant, MySqlServer mysql) throws SQLException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_keys")) {
      both.execute("CREATE TABLE a (id int primary key, v int)");
      String start = both.gtids();
      both.execute("INSERT INTO a VALUES (1, 1)");
      both.execute("UPDATE a SET id = 2");
      try (DirectSource source =
          both.source("snapshot.mode", "no_data", "capture.start.gtid", start).start()) {
        source.until("all changes came", () -> source.records().size() == 4);
        assertThat(told(source.records()))
            .containsExactly(
                "c a Struct{id=1} Struct{id=1,v=1}",
                "d a Struct{id=1} null",
                "tombstone a Struct{id=1}",
                "c a Struct{id=2} Struct{id=2,v=1}");
        Struct delete = (Struct) source.records().get(1).value();
        assertThat(delete.getStruct("before").getInt32("v")).isEqualTo(1);
      }
    }
  }

  @Test
  void theSnapshotAndTheBinlogMeetWithoutAGap(Tenant tenant, MySqlServer mysql)
      throws SQLException, InterruptedException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_handover")) {
      both.execute("CREATE TABLE a (id int primary key, v int)");
      both.execute("CREATE TABLE b (id int primary key, v int)");
      for (int id = 0; id < 60; id++) {
        both.execute("INSERT INTO a VALUES (" + id + ", 0)");
        both.execute("INSERT INTO b VALUES (" + id + ", 0)");
      }
      String[] pages = {"snapshot.fetch.size", "5", "max.batch.size", "7", "max.queue.size", "14"};
      try (DirectSource source = both.source(pages)) {
        boolean snapshotResumed = false;
        for (int step = 0; step < 12; step++) {
          source.start();
          int before = source.records().size();
          while (source.records().size() == before) {
            source.poll();
          }
          source.stop();
          snapshotResumed |= offset(source).containsKey("last_key.0");
          int id = 3 * step;
          both.transaction(
              "UPDATE a SET v = v + 1 WHERE id BETWEEN 20 AND 40",
              "DELETE FROM b WHERE id = " + id,
              "INSERT INTO a VALUES (" + (100 + step) + ", 7)");
        }
        source.start();
        source.until("the rows are the same", () -> isWhole(source, both));
        assertThat(snapshotResumed).isTrue();
        assertThat(offset(source)).doesNotContainKey("snapshot");
      }
    }
  }

  @Test
  void aServerThatGoesAndComesAgainIsFollowedOn(Tenant tenant, MySqlServer mysql)
      throws SQLException, InterruptedException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_away")) {
      both.execute("CREATE TABLE a (id int primary key, v int)");
      try (DirectSource source = both.source("snapshot.mode", "no_data").start()) {
        both.inTable("INSERT INTO a VALUES (1, 1)");
        source.until("the binlog is captured", () -> !source.offsets().isEmpty());
        both.inLog("INSERT INTO a VALUES (1, 1)");
        source.until("the first came", () -> source.records().size() == 1);
        mysql.kill();
        source.poll();
        mysql.start();
        try (BinlogTenant again = new BinlogTenant(tenant, mysql, "binlog_other")) {
          again.inLog("INSERT INTO binlog_away.a VALUES (2, 2)");
        }
        source.until("the second came", () -> source.records().size() > 1);
        assertThat(told(source.records()))
            .containsExactly(
                "c a Struct{id=1} Struct{id=1,v=1}", "c a Struct{id=2} Struct{id=2,v=2}");
      }
    }
  }

  @Test
  void aPositionThatIsGoneIsAFailureOrANewSnapshot(Tenant tenant, MySqlServer mysql)
      throws SQLException, InterruptedException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_gone")) {
      both.execute("CREATE TABLE a (id int primary key, v int)");
      try (DirectSource source = both.source()) {
        source.start();
        source.until("the snapshot is complete", () -> isComplete(source));
        source.stop();
        both.execute("INSERT INTO a VALUES (1, 1)");
        both.inLog("FLUSH BINARY LOGS");
        both.inLog("PURGE BINARY LOGS BEFORE '2100-01-01'");
        source.start();
        assertThat(source.failure())
            .startsWith("The binlog no longer has the transactions after the stored GTID set")
            .contains("snapshot.mode=when_needed");
        source.stop();
        source.with("snapshot.mode", "when_needed").start();
        source.until("the row came", () -> isWhole(source, both, "a"));
      }
    }
  }

  private static void writeTransactions(BinlogTenant both, int count) throws SQLException {
    Random random = new Random(3);
    for (int i = 0; i < count; i++) {
      List<String> statements = new ArrayList<>();
      for (int j = random.nextInt(5); j >= 0; j--) {
        int id = random.nextInt(8);
        String table = random.nextBoolean() ? "a" : "b";
        statements.add(
            switch (random.nextInt(4)) {
              case 0 -> "DELETE FROM " + table + " WHERE id < " + id;
              case 1 -> "UPDATE " + table + " SET v = v + 1";
              case 2 -> "REPLACE INTO uncaptured VALUES (" + id + "), (" + (id + 1) + ")";
              default ->
                  "INSERT INTO "
                      + table
                      + " VALUES ("
                      + id
                      + ", 1), ("
                      + (id + 9)
                      + ", 1) ON DUPLICATE KEY UPDATE v = v + 10";
            });
      }
      both.transaction(statements.toArray(String[]::new));
    }
  }

  static boolean isWhole(DirectSource source, BinlogTenant both) throws SQLException {
    return isWhole(source, both, "a") && isWhole(source, both, "b");
  }

  static boolean isWhole(DirectSource source, BinlogTenant both, String table) throws SQLException {
    return source.rows(both.database(), table).equals(both.rows(table));
  }

  static boolean isComplete(DirectSource source) {
    return !source.offsets().isEmpty() && !offset(source).containsKey("snapshot");
  }

  private static Map<String, ?> offset(DirectSource source) {
    return source.offsets().get(Map.of("server", DirectSource.PREFIX));
  }

  /** Without tombstones, which have the offsets of their deletes. */
  private static List<String> changes(DirectSource source) {
    return told(source.records().stream().filter(record -> record.value() != null).toList());
  }

  static List<String> told(List<SourceRecord> records) {
    return records.stream().map(BinlogCaptureIT::told).toList();
  }

  private static String told(SourceRecord record) {
    String table = record.topic().substring(record.topic().lastIndexOf('.') + 1);
    if (!(record.value() instanceof Struct value)) {
      return "tombstone " + table + " " + record.key();
    }
    return value.getString("op") + " " + table + " " + record.key() + " " + value.get("after");
  }
}
