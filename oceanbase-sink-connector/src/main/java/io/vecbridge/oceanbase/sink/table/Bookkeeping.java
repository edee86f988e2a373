// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import static io.vecbridge.common.oceanbase.TableName.quote;

import io.vecbridge.common.oceanbase.OceanBaseScn;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.oceanbase.sink.config.TableConfig;
import io.vecbridge.oceanbase.sink.config.TableConfig.NotEmptyMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Remembers, per connector and table, the SCN at which the connector first used the table. Rows
 * with an older ORA_ROWSCN existed before; all later rows count as the pipeline's own, regardless
 * of restarts in between.
 *
 * <p>Several tasks may use a new table at once: the first one's insert holds the row's lock while
 * it checks whether the table is empty, so the others neither check its rows nor store a later SCN.
 */
final class Bookkeeping {
  private final String connector;
  private final String database;
  private final NotEmptyMode notEmptyMode;
  private boolean created;

  Bookkeeping(String connector, String database, NotEmptyMode notEmptyMode) {
    this.connector = connector;
    this.database = database;
    this.notEmptyMode = notEmptyMode;
  }

  /**
   * The start SCN of a table; stores it at the first start. Called outside the range a transaction,
   * ends outside the range one.
   *
   * @throws ConnectException if the table has rows at the first start and must not
   */
  long startScn(Connection connection, TableName table) throws SQLException {
    create(connection);
    long scn = OceanBaseScn.current(connection);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT IGNORE INTO " + tables() + " VALUES (?, ?, ?, ?)")) {
      bind(insert, table);
      insert.setLong(4, scn);
      boolean first = insert.executeUpdate() == 1;
      if (first && notEmptyMode == NotEmptyMode.STOP && hasRows(connection, table)) {
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
    }
    return stored(connection, table);
  }

  private void create(Connection connection) throws SQLException {
    if (created) {
      return;
    }
    TableCreator.ensureDatabase(connection, database);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS "
              + tables()
              + " ("
              + "connector VARCHAR(255) COLLATE utf8mb4_bin NOT NULL, "
              + "table_schema VARCHAR(64) COLLATE utf8mb4_bin NOT NULL, "
              + "table_name VARCHAR(64) COLLATE utf8mb4_bin NOT NULL, "
              + "start_scn BIGINT UNSIGNED NOT NULL, "
              + "PRIMARY KEY (connector, table_schema, table_name)) DEFAULT CHARSET = utf8mb4");
    }
    created = true;
  }

  private long stored(Connection connection, TableName table) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT start_scn FROM "
                + tables()
                + " WHERE connector = ? AND table_schema = ? AND table_name = ?")) {
      bind(select, table);
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException("The start SCN of a table is missing.", "40001");
        }
        return rows.getLong(1);
      }
    } finally {
      connection.rollback();
    }
  }

  private void bind(PreparedStatement statement, TableName table) throws SQLException {
    statement.setString(1, connector);
    statement.setString(2, table.database());
    statement.setString(3, table.table());
  }

  private static boolean hasRows(Connection connection, TableName table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1 FROM " + table.quoted() + " LIMIT 1")) {
      return rows.next();
    }
  }

  private String tables() {
    return quote(database) + ".`sink_tables`";
  }
}
