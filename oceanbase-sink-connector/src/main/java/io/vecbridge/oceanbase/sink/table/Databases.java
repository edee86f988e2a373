// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes databases. Looks first: making one, even if it exists, needs a privilege of its own. */
final class Databases {
  private Databases() {}

  static void ensure(Connection connection, String database) throws SQLException {
    if (exists(connection, database)) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(TableStatements.createDatabase(database));
    }
  }

  private static boolean exists(Connection connection, String database) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?")) {
      statement.setString(1, database);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
