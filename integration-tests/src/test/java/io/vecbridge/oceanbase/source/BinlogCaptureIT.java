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
  void definitionsAreReadAnewAfterAnyStatement(Tenant tenant, MySqlServer mysql)
      throws SQLException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_ddl")) {
      both.execute("CREATE TABLE a (id int primary key, v int)");
      both.execute("INSERT INTO a VALUES (1, 1)");
      try (DirectSource source = both.source().start()) {
        source.until("the snapshot came", () -> source.table(both.database(), "a").size() == 1);
        both.execute("ALTER TABLE a ADD COLUMN w varchar(9)");
        both.execute("INSERT INTO a VALUES (2, 2, 'two')");
        both.execute("CREATE TABLE later (id int primary key) COMMENT 'VECTOR INDEX i (v) WITH ('");
        both.execute("INSERT INTO later VALUES (5)");
        source.until("all changes came", () -> source.table(both.database(), "later").size() == 1);
        assertThat(source.rows(both.database(), "a"))
            .isEqualTo(java.util.Set.of(List.of(1, 1), List.of(2, 2, "two")));
        assertThat(source.schemaChanges())
            .extracting(record -> ((Struct) record.value()).getArray("tableChanges").toString())
            .anyMatch(change -> change.contains("ALTER") && change.contains("name=w"))
            .anyMatch(change -> change.contains("CREATE") && change.contains("later"));
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

  @Test
  void theBinlogOfAnotherServerIsNotFollowed(Tenant tenant, MySqlServer mysql)
      throws SQLException, InterruptedException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_foreign")) {
      both.execute("CREATE TABLE a (id int primary key, v int)");
      try (DirectSource source = both.source()) {
        source
            .offsets()
            .put(
                Map.of("server", DirectSource.PREFIX),
                Map.of("gtids", "11111111-1111-1111-1111-111111111111:1-5", "file", "", "pos", 0L));
        source.start();
        assertThat(source.failure()).contains("or it belongs to another server");
      }
    }
  }

  @Test
  void changesFromBeforeADefinitionChangeKeepTheirColumns(Tenant tenant, MySqlServer mysql)
      throws SQLException, InterruptedException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_order")) {
      both.execute("CREATE TABLE a (id int primary key, v int, w int)");
      both.execute("CREATE TABLE b (id int primary key, v int, w int)");
      try (DirectSource source = both.source()) {
        source.start();
        source.until("the start is stored", () -> isComplete(source));
        source.stop();
        both.execute("INSERT INTO a VALUES (1, 10, 20)");
        both.execute("INSERT INTO b VALUES (1, 10, 20)");
        both.execute("ALTER TABLE a ADD COLUMN x int AFTER id");
        both.execute("INSERT INTO a VALUES (2, 5, 10, 20)");
        both.execute("INSERT INTO b VALUES (2, 10, 20)");
        both.execute("ALTER TABLE b ADD COLUMN x int FIRST");
        both.execute("INSERT INTO b VALUES (5, 3, 10, 20)");
        source.start();
        source.until("all changes came", () -> isWhole(source, both));
        assertThat(told(source.records()))
            .contains("c a Struct{id=1} Struct{id=1,v=10,w=20}")
            .contains("c a Struct{id=2} Struct{id=2,x=5,v=10,w=20}");
      }
    }
  }

  @Test
  void changesWithoutKnownColumnsFailTheirTableAlone(Tenant tenant, MySqlServer mysql)
      throws SQLException, InterruptedException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_unknown")) {
      both.execute("CREATE TABLE a (id int primary key, v int)");
      both.execute("CREATE TABLE b (id int primary key, v int)");
      String[] given = {"snapshot.mode", "no_data", "capture.start.gtid", both.gtids()};
      both.execute("INSERT INTO a VALUES (1, 10)");
      both.execute("ALTER TABLE a ADD COLUMN x int AFTER id");
      both.execute("INSERT INTO b VALUES (1, 10)");
      try (DirectSource source = both.source(given)) {
        source.start();
        source.until("the table is read again, and the other", () -> isWhole(source, both));
        assertThat(told(source.records())).contains("r a Struct{id=1} Struct{id=1,v=10}");
        source.stop();
      }
      try (DirectSource source = both.source(given).with("object.failure.mode", "fail").start()) {
        assertThat(source.failure()).contains("from when it had other columns");
      }
    }
  }

  @Test
  void tablesThatAreIncludedCreatedOrRenamedLaterAreWhole(Tenant tenant, MySqlServer mysql)
      throws SQLException, InterruptedException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_later")) {
      both.execute("CREATE TABLE a (id int primary key, v int)");
      both.execute("CREATE TABLE b (id int primary key, v int)");
      both.execute("INSERT INTO b VALUES (1, 1), (2, 2)");
      both.execute("CREATE TABLE c (id int primary key, v int)");
      both.execute("INSERT INTO c VALUES (3, 3)");
      try (DirectSource source = both.source("table.include.list", "binlog_later[.]a")) {
        source.start();
        source.until("the snapshot is complete", () -> isComplete(source));
        source.stop();
        both.execute("UPDATE b SET v = 5 WHERE id = 1");
        source.with("table.include.list", "binlog_later[.](a|b|d|e)").start();
        source.until("the included table is whole", () -> isWhole(source, both));
        both.execute("RENAME TABLE c TO d");
        both.execute("UPDATE d SET v = 6");
        both.execute("CREATE TABLE e (id int primary key, v int)");
        both.execute("INSERT INTO e VALUES (7, 7)");
        source.until("the renamed table is whole", () -> isWhole(source, both, "d"));
        source.until("the created table is whole", () -> isWhole(source, both, "e"));
      }
    }
  }

  @Test
  void aPartialRowImageIsNeverTakenForNulls(Tenant tenant, MySqlServer mysql)
      throws SQLException, InterruptedException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_partial")) {
      both.execute("CREATE TABLE a (id int primary key, v int, document text)");
      both.execute("INSERT INTO a VALUES (1, 1, 'one')");
      String[] given = {"snapshot.mode", "no_data", "capture.start.gtid", both.gtids()};
      both.inLog("SET SESSION binlog_row_image = 'NOBLOB'");
      both.execute("UPDATE a SET v = 2");
      both.inLog("SET SESSION binlog_row_image = 'FULL'");
      both.execute("CREATE TABLE b (id int primary key, v int)");
      both.execute("INSERT INTO b VALUES (1, 1)");
      try (DirectSource source = both.source(given).start()) {
        source.until("the others continue", () -> isWhole(source, both, "b"));
        assertThat(source.table(both.database(), "a")).isEmpty();
      }
      String[] fail = {"object.failure.mode", "fail"};
      try (DirectSource source = both.source(given).with(fail).start()) {
        assertThat(source.failure())
            .contains("lacks column \"document\". Set binlog_row_image to FULL");
      }
    }
  }

  @Test
  void theVariablesOfTheBinlogAreCheckedBeforehand(Tenant tenant, MySqlServer mysql)
      throws SQLException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_checked")) {
      both.execute("CREATE TABLE a (id int primary key)");
      DirectSource source = both.source();
      assertThat(findings(source)).isEmpty();
      both.inLog("SET GLOBAL binlog_row_image = 'MINIMAL'");
      try {
        assertThat(findings(source))
            .singleElement()
            .asString()
            .startsWith("capture.mode=binlog needs binlog_row_image to be FULL, and it is MINIMAL")
            .endsWith("To skip this check, set precheck.skip=binlog.capable.");
        source.with("precheck.skip", "binlog.capable");
        assertThat(findings(source)).isEmpty();
      } finally {
        both.inLog("SET GLOBAL binlog_row_image = 'FULL'");
      }
      source.with("precheck.skip", "", "binlog.port", "1");
      assertThat(findings(source))
          .singleElement()
          .asString()
          .startsWith("The server of the binlog can't be reached");
    }
  }

  private static List<String> findings(DirectSource source) {
    return new OceanBaseSourceConnector()
        .validate(source.options()).configValues().stream()
            .flatMap(value -> value.errorMessages().stream())
            .toList();
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

  private static boolean isWhole(DirectSource source, BinlogTenant both) throws SQLException {
    return isWhole(source, both, "a") && isWhole(source, both, "b");
  }

  private static boolean isWhole(DirectSource source, BinlogTenant both, String table)
      throws SQLException {
    return source.rows(both.database(), table).equals(both.rows(table));
  }

  private static boolean isComplete(DirectSource source) {
    return !source.offsets().isEmpty() && !offset(source).containsKey("snapshot");
  }

  private static Map<String, ?> offset(DirectSource source) {
    return source.offsets().get(Map.of("server", DirectSource.PREFIX));
  }

  /** Without tombstones, which have the offsets of their deletes. */
  private static List<String> changes(DirectSource source) {
    return told(source.records().stream().filter(record -> record.value() != null).toList());
  }

  private static List<String> told(List<SourceRecord> records) {
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
