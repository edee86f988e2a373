// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseCapabilities;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.config.TableConfig;
import io.vecbridge.oceanbase.sink.config.WriteConfig;
import io.vecbridge.oceanbase.sink.config.WriteConfig.VectorBindMode;
import io.vecbridge.oceanbase.sink.metrics.OceanBaseSinkMetrics;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import io.vecbridge.oceanbase.sink.type.ColumnTypes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares a table for its first row: finds it, creates or widens it if that is allowed, checks it
 * against the source, and notes when the connector first met it.
 */
public final class TableOpening {
  private static final Logger LOG = LoggerFactory.getLogger(TableOpening.class);

  private final Connection connection;
  private final TableConfig config;
  private final ColumnTypes types;
  private final TargetNames names;
  private final TableReader reader = new TableReader();
  private final TableCreator creator;
  private final TableCheck check;
  private final boolean needsBookkeeping;
  private Bookkeeping bookkeeping;
  private final IndexBuilds indexes;
  private final LateIndexes lateIndexes;

  /**
   * @param names those of the task
   * @param indexes those of the task
   */
  public TableOpening(
      Connection connection,
      OceanBaseCapabilities capabilities,
      OceanBaseSinkConfig config,
      OceanBaseSinkMetrics metrics,
      TargetNames names,
      IndexBuilds indexes) {
    this.connection = connection;
    this.config = config.tables();
    this.types = new ColumnTypes(bindsBinary(config.write().vectorBind(), capabilities));
    this.names = names;
    this.indexes = indexes;
    this.lateIndexes = new LateIndexes(connection, this.config, names, indexes);
    this.creator = new TableCreator(connection, capabilities, this.config, metrics);
    this.check = new TableCheck(config::checks, capabilities.exactCollation());
    this.needsBookkeeping = config.needsBookkeeping();
    this.bookkeeping =
        needsBookkeeping || capabilities.version().oceanBase()
            ? new Bookkeeping(
                config.connectorName(),
                config.write().bookkeepingDatabase(),
                this.config.notEmptyMode())
            : null;
  }

  private static boolean bindsBinary(VectorBindMode mode, OceanBaseCapabilities capabilities) {
    return switch (mode) {
      case AUTO -> capabilities.binaryVectors();
      case BINARY -> true;
      case TEXT -> false;
    };
  }

  /**
   * The table of a source's name.
   *
   * @param source null if the records do not describe it
   * @param needed whether a table that does not exist is an error
   * @return null if there is no table, and none is needed
   */
  TargetTable open(SourceName name, SourceTable source, boolean needed) throws SQLException {
    TableName tableName = names.of(name);
    TableDefinition table = reader.read(connection, tableName);
    if (table == null) {
      if (source == null || config.evolution() == SchemaEvolution.NONE) {
        return missing(tableName, source, needed);
      }
      creator.create(tableName, source);
      table = created(tableName);
    }
    if (source != null) {
      // First, so that a table that was named by mistake gets no columns.
      check.check(table, source);
      table = complete(table, source);
    }
    return target(table);
  }

  /** The table of a source's name as it is, or null. */
  TargetTable find(SourceName name, SourceTable source) throws SQLException {
    TableDefinition table = reader.read(connection, names.of(name));
    if (table == null) {
      return null;
    }
    if (source != null) {
      check.check(table, source);
    }
    return target(table);
  }

  private TargetTable target(TableDefinition table) throws SQLException {
    return new TargetTable(table, types, startScn(table.name()));
  }

  private long startScn(TableName table) throws SQLException {
    if (bookkeeping == null) {
      return 0;
    }
    try {
      return bookkeeping.startScn(connection, table);
    } catch (SQLException e) {
      if (needsBookkeeping || OceanBaseFailures.classify(e) == Failure.RETRY) {
        throw e;
      }
      connection.rollback();
      bookkeeping = null;
      LOG.warn(
          "Conflicts are not counted: {}. GRANT SELECT, INSERT, CREATE on the database of {} to"
              + " the connector's user.",
          OceanBaseFailures.reason(e),
          WriteConfig.BOOKKEEPING);
      return 0;
    }
  }

  /**
   * The current table, which is the given one if nothing has changed; null if it no longer exists.
   */
  TargetTable reopen(TargetTable known) throws SQLException {
    TableDefinition table = reader.read(connection, known.table().name());
    return table == null ? null : known.as(table);
  }

  /** Whether a schema change event alone may create or extend its table. */
  boolean canApply(SourceTable source) {
    return config.evolution() == SchemaEvolution.BASIC && creator.canCreate(source);
  }

  /** Begins to create the vector indexes that a table lacks; returns whether it lacks none. */
  boolean completeIndexes(TargetTable target, SourceTable source) throws SQLException {
    return indexes.complete(connection, target.table(), source);
  }

  /** The same for a table that the event can't create. */
  boolean completeIndexes(SourceTable source) throws SQLException {
    return lateIndexes.complete(source);
  }

  /** Whether the indexes of a table are still to come. */
  boolean awaitsIndexes(TargetTable target, SourceTable source) throws SQLException {
    return indexes.isUnderWay(connection, target.name(), source);
  }

  /**
   * @throws ConnectException if the table can't store the source's rows as they are
   */
  void check(TargetTable target, SourceTable source) {
    check.check(target.table(), source);
  }

  private TableDefinition created(TableName name) throws SQLException {
    TableDefinition table = reader.read(connection, name);
    if (table == null) {
      throw new ConnectException(
          name
              + " exists, but is not a base table. Map the collection to another table by "
              + TableConfig.MAPPINGS
              + ".");
    }
    return table;
  }

  private TableDefinition complete(TableDefinition table, SourceTable source) throws SQLException {
    List<SourceTable.Column> missing = TableCheck.missing(table, source);
    if (missing.isEmpty()) {
      return table;
    }
    if (config.evolution() == SchemaEvolution.NONE) {
      throw new ConnectException(
          "Table "
              + table.name()
              + " has no column "
              + missing.stream()
                  .map(column -> "'" + column.name() + "'")
                  .collect(Collectors.joining(", "))
              + ", and "
              + TableConfig.EVOLUTION
              + "=none. Add it (JSON for the dynamic field), set "
              + TableConfig.EVOLUTION
              + "=basic, or leave the field out at the source.");
    }
    creator.addColumns(table.name(), missing);
    return created(table.name());
  }

  private TargetTable missing(TableName name, SourceTable source, boolean needed) {
    if (!needed) {
      return null;
    }
    throw new ConnectException(
        source == null
            ? "Table "
                + name
                + " does not exist, and records without a schema don't describe its columns."
                + " Create it, or use a converter with schemas."
            : "Table "
                + name
                + " does not exist, and "
                + TableConfig.EVOLUTION
                + "=none. Create it,"
                + " or set "
                + TableConfig.EVOLUTION
                + "=basic.");
  }
}
