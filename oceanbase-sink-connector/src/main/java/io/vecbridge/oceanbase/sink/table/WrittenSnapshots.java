// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import static io.vecbridge.common.oceanbase.TableName.quote;

import io.vecbridge.common.oceanbase.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/**
 * Remembers, per connector, the tables into which the last row of a snapshot is written. The task
 * that writes this row need not be the one that reads the schema change events, and either can be
 * restarted in between, so this is stored, in the transaction of the row.
 */
public final class WrittenSnapshots {
  private final String connector;
  private final String database;

  /**
   * Of a connector.
   *
   * @param database that of the bookkeeping
   */
  public WrittenSnapshots(String connector, String database) {
    this.connector = connector;
    this.database = database;
  }

  /** Creates what is needed; called outside of a transaction. */
  public void prepare(Connection connection) throws SQLException {
    TableCreator.ensureDatabase(connection, database);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS "
              + snapshots()
              + " ("
              + "connector VARCHAR(255) COLLATE utf8mb4_bin NOT NULL, "
              + "table_schema VARCHAR(64) COLLATE utf8mb4_bin NOT NULL, "
              + "table_name VARCHAR(64) COLLATE utf8mb4_bin NOT NULL, "
              + "PRIMARY KEY (connector, table_schema, table_name)) DEFAULT CHARSET = utf8mb4");
    }
  }

  /** The last rows of the snapshots of these tables are in the transaction. */
  public void note(Connection connection, Collection<TableName> tables) throws SQLException {
    if (tables.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT IGNORE INTO " + snapshots() + " VALUES (?, ?, ?)")) {
      for (TableName table : tables) {
        set(insert, table);
        insert.executeUpdate();
      }
    }
  }

  /** Whether the snapshot of a table is written; called outside of a transaction. */
  boolean include(Connection connection, TableName table) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT 1 FROM "
                + snapshots()
                + " WHERE connector = ? AND table_schema = ? AND table_name = ?")) {
      set(select, table);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next();
      }
    } finally {
      connection.rollback();
    }
  }

  private void set(PreparedStatement statement, TableName table) throws SQLException {
    statement.setString(1, connector);
    statement.setString(2, table.database());
    statement.setString(3, table.table());
  }

  private String snapshots() {
    return quote(database) + ".`sink_snapshots`";
  }
}
