// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.oceanbase.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Remembers, per connector, the tables into which the last row of a snapshot is written. The task
 * that writes this row need not be the one that reads the schema change events, and either can be
 * restarted in between, so this is stored, in the transaction of the row.
 */
public final class WrittenSnapshots {
  private final BookkeepingTable snapshots;

  /**
   * Of a connector.
   *
   * @param database that of the bookkeeping
   */
  public WrittenSnapshots(String connector, String database) {
    this.snapshots = new BookkeepingTable(connector, database, "sink_snapshots");
  }

  /** Creates what is needed; called outside of a transaction. */
  public void prepare(Connection connection) throws SQLException {
    snapshots.create(connection, "");
  }

  /** The last rows of the snapshots of these tables are in the transaction. */
  public void note(Connection connection, Collection<TableName> tables) throws SQLException {
    if (tables.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT IGNORE INTO " + snapshots.quoted() + " VALUES (?, ?, ?)")) {
      for (TableName table : tables) {
        snapshots.setKey(insert, table);
        insert.executeUpdate();
      }
    }
  }

  /** Whether the snapshot of a table is written; called outside of a transaction. */
  boolean include(Connection connection, TableName table) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT 1 FROM "
                + snapshots.quoted()
                + " WHERE connector = ? AND table_schema = ? AND table_name = ?")) {
      snapshots.setKey(select, table);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next();
      }
    } finally {
      connection.rollback();
    }
  }
}
