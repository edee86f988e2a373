// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static io.vecbridge.oceanbase.source.BinlogCaptureIT.isComplete;
import static io.vecbridge.oceanbase.source.BinlogCaptureIT.isWhole;
import static io.vecbridge.oceanbase.source.BinlogCaptureIT.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.server.MySqlServer;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables whose definition changes, and tables that are captured later. */
@ExtendWith({TenantExtension.class, MySqlExtension.class})
class BinlogTablesIT {
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
  void changesBetweenTwoStatementsThatExchangeColumnsAreReadAgain(Tenant tenant, MySqlServer mysql)
      throws SQLException, InterruptedException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_exchange")) {
      both.execute("CREATE TABLE a (id int primary key, v int, w int)");
      try (DirectSource source = both.source()) {
        source.start();
        source.until("the start is stored", () -> isComplete(source));
        source.stop();
        both.inLog("ALTER TABLE a MODIFY w int AFTER id");
        both.inLog("INSERT INTO a (id, v, w) VALUES (1, 10, 20)");
        both.inTable("INSERT INTO a (id, v, w) VALUES (1, 10, 20)");
        both.inLog("ALTER TABLE a MODIFY w int AFTER v");
        both.execute("INSERT INTO a (id, v, w) VALUES (2, 10, 20)");
        source.start();
        source.until("the table is whole", () -> isWhole(source, both, "a"));
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
        source.with("table.include.list", "binlog_later[.](a|b|d|e|keyless)").start();
        source.until("the included table is whole", () -> isWhole(source, both));
        both.execute("RENAME TABLE c TO d");
        both.execute("UPDATE d SET v = 6");
        both.execute("CREATE TABLE keyless (v int)");
        both.execute("INSERT INTO keyless VALUES (1)");
        both.execute("CREATE TABLE e (id int primary key, v int)");
        both.execute("INSERT INTO e VALUES (7, 7)");
        source.until("the renamed table is whole", () -> isWhole(source, both, "d"));
        source.until("the created table is whole", () -> isWhole(source, both, "e"));
      }
    }
  }

  @Test
  void definitionsAreReadAgainAfterTheirStatements(Tenant tenant, MySqlServer mysql)
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
        source.until("the created table", () -> source.table(both.database(), "later").size() == 1);
        source.until("the changes", () -> source.table(both.database(), "a").size() == 2);
        assertThat(source.rows(both.database(), "a"))
            .isEqualTo(Set.of(List.of(1, 1), List.of(2, 2, "two")));
        assertThat(source.schemaChanges())
            .extracting(record -> ((Struct) record.value()).getArray("tableChanges").toString())
            .anyMatch(change -> change.contains("ALTER") && change.contains("name=w"))
            .anyMatch(change -> change.contains("CREATE") && change.contains("later"));
      }
    }
  }
}
