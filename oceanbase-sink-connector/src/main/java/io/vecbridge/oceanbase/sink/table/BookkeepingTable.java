// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import static io.vecbridge.common.oceanbase.TableName.quote;

import io.vecbridge.common.oceanbase.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One of the connector's own small tables, which has a row for each connector and table that it
 * writes.
 */
record BookkeepingTable(String connector, String database, String name) {

  /**
   * Creates it and its database if they are missing; called outside of a transaction.
   *
   * @param columns those after the key, each with a comma at its end
   */
  void create(Connection connection, String columns) throws SQLException {
    TableCreator.ensureDatabase(connection, database);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS "
              + quoted()
              + " ("
              + "connector VARCHAR(255) COLLATE utf8mb4_bin NOT NULL, "
              + "table_schema VARCHAR(64) COLLATE utf8mb4_bin NOT NULL, "
              + "table_name VARCHAR(64) COLLATE utf8mb4_bin NOT NULL, "
              + columns
              + "PRIMARY KEY (connector, table_schema, table_name)) DEFAULT CHARSET = utf8mb4");
    }
  }

  /** Sets the key's columns, which are a statement's first parameters. */
  void setKey(PreparedStatement statement, TableName table) throws SQLException {
    statement.setString(1, connector);
    statement.setString(2, table.database());
    statement.setString(3, table.table());
  }

  /** The name, as statements have it. */
  String quoted() {
    return quote(database) + "." + quote(name);
  }
}
