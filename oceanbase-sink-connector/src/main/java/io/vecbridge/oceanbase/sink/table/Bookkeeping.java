// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.oceanbase.OceanBaseScn;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.oceanbase.sink.config.ConflictConfig;
import io.vecbridge.oceanbase.sink.config.TableConfig;
import io.vecbridge.oceanbase.sink.config.TableConfig.NotEmptyMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers, per connector and table, the SCN at which the connector first used the table, or 0 if
 * the table held no row then. Rows with an older ORA_ROWSCN existed before; all later rows count as
 * the pipeline's own, regardless of restarts in between.
 *
 * <p>Several tasks may use a new table at once: the first one to insert decides, and only then
 * writes rows, so that rows which another one sees before its own insert never count.
 */
final class Bookkeeping {
  private static final Logger LOG = LoggerFactory.getLogger(Bookkeeping.class);

  private final BookkeepingTable tables;
  private final NotEmptyMode notEmptyMode;
  private Map<TableName, Long> startScns;

  Bookkeeping(String connector, String database, NotEmptyMode notEmptyMode) {
    this.tables = new BookkeepingTable(connector, database, "sink_tables");
    this.notEmptyMode = notEmptyMode;
  }

  /**
   * The start SCN of a table, 0 if it held no row; stores it at the first start. Called outside of
   * a transaction, ends outside of one.
   *
   * @throws ConnectException if the table has rows at the first start and must not
   */
  long startScn(Connection connection, TableName table) throws SQLException {
    if (startScns == null) {
      tables.create(connection, "start_scn BIGINT UNSIGNED NOT NULL, ");
      startScns = stored(connection);
    }
    Long known = startScns.get(table);
    if (known == null) {
      known = store(connection, table);
      startScns.put(table, known);
    }
    return known;
  }

  private long store(Connection connection, TableName table) throws SQLException {
    // Before the rows are looked for, so that none of them is older without being seen.
    long scn = OceanBaseScn.current(connection);
    boolean holdsRows = holdsRows(connection, table);
    long start = holdsRows ? scn : 0;
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT IGNORE INTO " + tables.quoted() + " VALUES (?, ?, ?, ?)")) {
      tables.setKey(insert, table);
      insert.setLong(4, start);
      if (insert.executeUpdate() == 0) {
        return ofOtherTask(connection, table);
      }
    }
    if (holdsRows && notEmptyMode == NotEmptyMode.STOP) {
      connection.rollback();
      throw new ConnectException(
          "Table "
              + table
              + " has rows, and "
              + TableConfig.NOT_EMPTY
              + "=stop. Empty it, map the"
              + " collection to another table, or set the option to ignore.");
    }
    connection.commit();
    if (holdsRows) {
      LOG.warn(
          "Table {} has rows already. Snapshot rows with their keys are conflicts: {} decides what"
              + " happens to them, {} where they are described.",
          table,
          ConflictConfig.MODE,
          ConflictConfig.REPORT);
    }
    return start;
  }

  private long ofOtherTask(Connection connection, TableName table) throws SQLException {
    Long start = stored(connection).get(table);
    if (start == null) {
      throw new SQLException("The start SCN of a table is missing.", "40001");
    }
    return start;
  }

  private Map<TableName, Long> stored(Connection connection) throws SQLException {
    Map<TableName, Long> scns = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT table_schema, table_name, start_scn FROM "
                + tables.quoted()
                + " WHERE connector = ?")) {
      select.setString(1, tables.connector());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          scns.put(new TableName(rows.getString(1), rows.getString(2)), rows.getLong(3));
        }
      }
    } finally {
      connection.rollback();
    }
    return scns;
  }

  private static boolean holdsRows(Connection connection, TableName table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1 FROM " + table.quoted() + " LIMIT 1")) {
      return rows.next();
    }
  }
}
