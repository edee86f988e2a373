// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.oceanbase.OceanBaseCapabilities;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.oceanbase.sink.config.TableConfig;
import io.vecbridge.oceanbase.sink.metrics.OceanBaseSinkMetrics;
import io.vecbridge.oceanbase.sink.table.TableStatements.NewColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates tables and adds columns, as the source describes them. Other tasks may do the same. */
final class TableCreator {
  private static final Logger LOG = LoggerFactory.getLogger(TableCreator.class);
  private static final int DUPLICATE_COLUMN = 1060;

  /** How servers refuse an index that they don't have, or not with these parameters. */
  private static final Set<Integer> UNSUPPORTED = Set.of(1_235, 1_210, 1_064);

  private final Connection connection;
  private final NewTables newTables;
  private final OceanBaseSinkMetrics metrics;

  TableCreator(
      Connection connection,
      OceanBaseCapabilities capabilities,
      TableConfig config,
      OceanBaseSinkMetrics metrics) {
    this.connection = connection;
    this.newTables = new NewTables(config, capabilities);
    this.metrics = metrics;
  }

  /** Whether the event is sufficient to create its table; otherwise the first record is used. */
  boolean canCreate(SourceTable source) {
    return !source.key().isEmpty() && source.columns().stream().allMatch(TargetType::isKnown);
  }

  void create(TableName name, SourceTable source) throws SQLException {
    List<NewIndex> indexes = newTables.indexes(name, source);
    String create = newTables.statement(name, source, indexes);
    ensureDatabase(connection, name.database());
    try (Statement statement = connection.createStatement()) {
      statement.execute(create);
    } catch (SQLException e) {
      if (indexes.isEmpty() || !UNSUPPORTED.contains(e.getErrorCode())) {
        throw e;
      }
      LOG.warn(
          "Table {} can't be created with {}, and is created without: {}",
          name,
          indexes.stream().map(NewIndex::clause).collect(Collectors.joining(", ")),
          e.getMessage());
      try (Statement statement = connection.createStatement()) {
        statement.execute(newTables.statement(name, source, List.of()));
      }
    }
    metrics.tableCreated();
    LOG.info("Created table {}", name);
    warnOfLongKeys(name, source, newTables.columns(name, source));
  }

  /** Checks first: creating a database, even if it exists, needs a privilege of its own. */
  static void ensureDatabase(Connection connection, String database) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?")) {
      select.setString(1, database);
      try (ResultSet rows = select.executeQuery()) {
        if (rows.next()) {
          return;
        }
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(TableStatements.createDatabase(database));
    }
  }

  private static void warnOfLongKeys(TableName name, SourceTable source, List<NewColumn> columns) {
    for (NewColumn column : columns) {
      int length = source.column(column.name()).length();
      if (column.key() && length > column.length()) {
        LOG.warn(
            "The key column '{}' of table {} is {}, the longest that a key can be, while the source"
                + " allows {}: longer values will be record errors.",
            column.name(),
            name,
            column.type(),
            length);
      }
    }
  }

  void addColumns(TableName name, List<SourceTable.Column> columns) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!add(statement, name, columns)) {
        // Another task added some of them, and the server adds all or none.
        for (SourceTable.Column column : columns) {
          add(statement, name, List.of(column));
        }
      }
    }
    metrics.tableAltered();
    LOG.info("Added {} columns to table {}", columns.size(), name);
  }

  private boolean add(Statement statement, TableName name, List<SourceTable.Column> columns)
      throws SQLException {
    try {
      statement.execute(TableStatements.addColumns(name, newTables.additions(name, columns)));
      return true;
    } catch (SQLException e) {
      if (e.getErrorCode() == DUPLICATE_COLUMN) {
        return false;
      }
      throw e;
    }
  }
}
