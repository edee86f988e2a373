// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import io.vecbridge.harness.server.OceanBase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks into the tables that the sink makes in OceanBase. For one thread. */
final class Tables implements Revisions {
  private static final String DATABASE = "default";
  private static final String OPTIONS = "?connectTimeout=10000&socketTimeout=30000";
  private static final int NO_DATABASE = 1049;
  private static final int NO_TABLE = 1146;

  private final Connection connection;

  private Tables(Connection connection) {
    this.connection = connection;
  }

  static Tables open(OceanBase server) throws SQLException {
    return new Tables(
        DriverManager.getConnection(
            server.jdbcUrl() + OPTIONS, server.username(), server.password()));
  }

  /** The rows of a table; 0 while there is no table. */
  long count(DemoCollection collection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM " + name(collection))) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_TABLE || e.getErrorCode() == NO_DATABASE) {
        return 0;
      }
      throw e;
    }
  }

  /** One FLOAT of a row, exact. */
  Optional<Float> floatOf(DemoCollection collection, String column, Object key)
      throws SQLException {
    String sql =
        "SELECT CAST(`%s` AS DOUBLE) FROM %s WHERE `%s` = ?"
            .formatted(column, name(collection), collection.keyField());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, key);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? Optional.of((float) result.getDouble(1)) : Optional.empty();
      }
    }
  }

  @Override
  public String side() {
    return "OceanBase";
  }

  @Override
  public Map<Object, Long> revisions(DemoCollection collection, List<Object> keys)
      throws SQLException {
    String sql =
        "SELECT `%s`, `%s` FROM %s WHERE `%1$s` IN (%4$s)"
            .formatted(
                collection.keyField(),
                DemoCollection.REVISION,
                name(collection),
                String.join(",", Collections.nCopies(keys.size(), "?")));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < keys.size(); i++) {
        statement.setObject(i + 1, keys.get(i));
      }
      try (ResultSet result = statement.executeQuery()) {
        Map<Object, Long> revisions = new HashMap<>();
        while (result.next()) {
          revisions.put(result.getObject(1), result.getLong(2));
        }
        return revisions;
      }
    }
  }

  static String name(DemoCollection collection) {
    return "`" + DATABASE + "`.`" + collection.name() + "`";
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
