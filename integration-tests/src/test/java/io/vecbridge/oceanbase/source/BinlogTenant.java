// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.server.MySqlServer;
import io.vecbridge.oceanbase.sink.Tenant;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;

/**
 * A tenant with a binlog: every statement runs on the OceanBase kernel and on MySQL, whose binlog
 * stands in for that of the Binlog Service. Tables can differ between the two in the types that
 * MySQL has not.
 */
final class BinlogTenant implements AutoCloseable {
  private final Tenant tenant;
  private final MySqlServer mysql;
  private final String database;
  private final OceanBaseClient client;
  private final Connection log;

  BinlogTenant(Tenant tenant, MySqlServer mysql, String database) throws SQLException {
    this.tenant = tenant;
    this.mysql = mysql;
    this.database = database;
    this.client = tenant.emptied(database);
    this.log =
        DriverManager.getConnection(mysql.jdbcUrl() + "?allowMultiQueries=false", "root", "");
    inLog("DROP DATABASE IF EXISTS " + database);
    inLog("CREATE DATABASE " + database);
    log.setCatalog(database);
    inTable("SET SESSION time_zone = '+00:00', sql_mode = ''");
    inLog("SET SESSION time_zone = '+00:00', sql_mode = ''");
  }

  /** Runs a statement on both. */
  void execute(String sql) throws SQLException {
    inTable(sql);
    inLog(sql);
  }

  /** Runs statements as one transaction on both. */
  void transaction(String... statements) throws SQLException {
    execute("BEGIN");
    for (String statement : statements) {
      execute(statement);
    }
    execute("COMMIT");
  }

  /** Runs a statement on the kernel alone. */
  void inTable(String sql) throws SQLException {
    client.execute(sql);
  }

  /** Runs a statement on MySQL alone, which puts it into the binlog. */
  void inLog(String sql) throws SQLException {
    try (Statement statement = log.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The GTID set of all that is in the binlog. */
  String gtids() throws SQLException {
    try (Statement statement = log.createStatement();
        var rows = statement.executeQuery("SELECT @@global.gtid_executed")) {
      rows.next();
      return rows.getString(1).replace("\n", "");
    }
  }

  /** The current SCN of the kernel. */
  String scn() throws SQLException {
    return client.query("SELECT current_scn()").get(0);
  }

  /** A source with {@code capture.mode=binlog}. */
  DirectSource source(String... given) {
    DirectSource source = new DirectSource(tenant, database);
    source.with("capture.mode", "binlog", "binlog.hostname", "127.0.0.1");
    return source.with("binlog.port", Integer.toString(mysql.port())).with(given);
  }

  /** The table's rows as they are in the kernel. */
  Set<List<Object>> rows(String table) throws SQLException {
    Set<List<Object>> rows = new HashSet<>();
    try (SourceTable read = new SourceTable(tenant, database, table, VectorEncoding.ARRAY)) {
      for (Struct row : read.rows()) {
        rows.add(DirectSource.values(row));
      }
    }
    return rows;
  }

  String database() {
    return database;
  }

  @Override
  public void close() throws SQLException {
    client.close();
    log.close();
  }
}
