// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

import io.vecbridge.harness.server.OceanBase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Reads tables of one OceanBase database exactly, and runs statements. */
public final class OceanBaseClient implements AutoCloseable {
  private static final String CONNECT_MILLIS = "60000";
  // A statement over many rows, or a DDL statement behind one, takes minutes on a busy machine.
  private static final String CALL_MILLIS = "600000";
  private static final String QUERY_MICROS = "3600000000";

  private final String url;
  private final String username;
  private final String password;
  private final String database;
  private final Connection connection;

  /** A client of a database, which is created if it isn't there. */
  public OceanBaseClient(OceanBase server, String database) throws SQLException {
    this(server.jdbcUrl(), server.username(), server.password(), database);
  }

  /**
   * A client of a database of any server, which is created if it isn't there.
   *
   * @param url without a database
   */
  public OceanBaseClient(String url, String username, String password, String database)
      throws SQLException {
    this.url = url;
    this.username = username;
    this.password = password;
    this.database = database;
    this.connection = connect();
    execute("CREATE DATABASE IF NOT EXISTS " + quoted(database));
    connection.setCatalog(database);
  }

  /** A name in backquotes. */
  public static String quoted(String identifier) {
    return "`" + identifier.replace("`", "``") + "`";
  }

  /** For statements of one's own. */
  public Connection connection() {
    return connection;
  }

  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of all rows, as text. */
  public List<String> query(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  public boolean exists(String table) throws SQLException {
    return !columns(table).isEmpty();
  }

  public long count(String table) throws SQLException {
    return Long.parseLong(query("SELECT COUNT(*) FROM " + quoted(table)).get(0));
  }

  /** The columns of a table in its order; empty if it isn't there. */
  public List<OceanBaseColumn> columns(String table) throws SQLException {
    String sql =
        "SELECT column_name, column_type FROM information_schema.columns"
            + " WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, database);
      statement.setString(2, table);
      List<OceanBaseColumn> columns = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(new OceanBaseColumn(rows.getString(1), rows.getString(2)));
        }
      }
      return columns;
    }
  }

  /** All rows of a table as of one moment, in the order of a column. Close them. */
  public OceanBaseRows rows(String table, String orderedBy) throws SQLException {
    return new OceanBaseRows(
        connect(), connection, quoted(database) + "." + quoted(table), columns(table), orderedBy);
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.put("user", username);
    properties.put("password", password);
    properties.put("connectTimeout", CONNECT_MILLIS);
    properties.put("socketTimeout", CALL_MILLIS);
    properties.put("allowPublicKeyRetrieval", "true");
    properties.put("tinyInt1isBit", "false");
    properties.put("sessionVariables", "ob_query_timeout=" + QUERY_MICROS);
    return DriverManager.getConnection(url, properties);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
