// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.records;

import io.vecbridge.harness.server.MySqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database of MySQL that is created again for each test. */
public final class MySqlDatabase implements AutoCloseable {
  private final Connection connection;

  public MySqlDatabase(MySqlServer server, String name) throws SQLException {
    connection =
        DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
    execute("DROP DATABASE IF EXISTS " + name);
    execute("CREATE DATABASE " + name);
    connection.setCatalog(name);
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

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
