// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.oceanbase.OceanBaseCapabilities;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.common.sink.event.RecordTable;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SourceColumn;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.metrics.SinkCounters;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.config.TableConfig;
import io.vecbridge.oceanbase.sink.type.ColumnTypes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The tables of one session, looked up once and kept until an error makes their definition
 * doubtful, or for half a minute: a unique index that was added meanwhile raises no error, but
 * turns an upsert into an update of the row that owns the value. A table that isn't there is looked
 * for once in a put.
 *
 * <p>Statements that define tables commit by themselves, so all methods are called outside of a
 * transaction.
 */
public final class Tables {
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Connection connection;
  private final TableConfig config;
  private final TargetNames names;
  private final TableReader reader;
  private final TableCreator creator;
  private final TableCheck check;
  private final Bookkeeping bookkeeping;
  private final LongSupplier nanoClock;
  private final Map<SourceName, TargetTable> targets = new HashMap<>();
  private final Map<SourceName, Long> readAt = new HashMap<>();
  private final Set<SourceName> missing = new HashSet<>();

  public Tables(
      Connection connection,
      OceanBaseCapabilities capabilities,
      OceanBaseSinkConfig config,
      ColumnTypes types,
      SinkCounters counters,
      LongSupplier nanoClock) {
    this.connection = connection;
    this.nanoClock = nanoClock;
    this.config = config.tables();
    this.names = new TargetNames(this.config, config.connection().database());
    this.reader = new TableReader(types);
    this.creator = new TableCreator(connection, capabilities, this.config, counters);
    this.check = new TableCheck(config::checks, capabilities.exactCollation());
    this.bookkeeping =
        config.bookkeeps()
            ? new Bookkeeping(
                config.connectorName(),
                config.write().bookkeepingDatabase(),
                this.config.notEmptyMode())
            : null;
  }

  /** What was missing before may be there now. */
  public void beginPut() {
    missing.clear();
  }

  /**
   * The table of a change, made or widened if that is allowed.
   *
   * @return null if there is no table and the change only deletes
   * @throws ConnectException if the table is missing or unfit
   */
  public TargetTable of(Change change) throws SQLException {
    TargetTable target = fresh(change.source());
    if (target == null && !change.writes() && missing.contains(change.source())) {
      return null;
    }
    if (target != null && target.knows(change.rowShape())) {
      return target;
    }
    SourceTable source =
        RecordTable.of(change.source(), change.key().shape(), change.rowShape(), change.row());
    if (target == null
        || (source != null && !TableCheck.missing(target.table(), source).isEmpty())) {
      target = ready(change.source(), source, change.writes());
      if (target == null) {
        missing.add(change.source());
      }
    } else if (source != null) {
      check.check(target.table(), source);
    }
    if (target != null && change.rowShape() != null) {
      target.know(change.rowShape());
    }
    return target;
  }

  /** Makes or widens the table of a schema change event, if that is allowed. */
  public void apply(SourceTable source) throws SQLException {
    if (config.evolution() == SchemaEvolution.BASIC && creator.canCreate(source)) {
      ready(source.source(), source, false);
    }
  }

  /** The table of a source's name, or null if there is none. */
  public TargetTable of(SourceName source) throws SQLException {
    TargetTable target = fresh(source);
    return target != null ? target : ready(source, null, false);
  }

  /** The known table, read again if that was long ago; null where none is known, or any more. */
  private TargetTable fresh(SourceName source) throws SQLException {
    TargetTable known = targets.get(source);
    if (known == null || nanoClock.getAsLong() - readAt.get(source) < KEPT_NANOS) {
      return known;
    }
    Table table = reader.read(connection, known.table().name());
    if (table == null) {
      targets.remove(source);
      return null;
    }
    readAt.put(source, nanoClock.getAsLong());
    if (!table.equals(known.table())) {
      keep(source, new TargetTable(table, known.startScn()));
    }
    return targets.get(source);
  }

  private void keep(SourceName source, TargetTable target) {
    targets.put(source, target);
    readAt.put(source, nanoClock.getAsLong());
  }

  /**
   * Reads a table again, for a change that does not fit it: an operator may have widened a column.
   *
   * @return the given table itself if nothing has changed
   */
  public TargetTable reread(SourceName source, TargetTable known) throws SQLException {
    Table table = reader.read(connection, known.table().name());
    if (table == null || table.equals(known.table())) {
      return known;
    }
    TargetTable target = new TargetTable(table, known.startScn());
    keep(source, target);
    return target;
  }

  private TargetTable ready(SourceName name, SourceTable source, boolean needed)
      throws SQLException {
    TableName tableName = names.of(name);
    Table table = reader.read(connection, tableName);
    if (table == null) {
      if (source == null || config.evolution() == SchemaEvolution.NONE) {
        return missing(tableName, source, needed);
      }
      creator.create(tableName, source);
      table = reader.read(connection, tableName);
    }
    if (source != null) {
      table = complete(table, source);
      check.check(table, source);
    }
    long startScn = bookkeeping == null ? 0 : bookkeeping.startScn(connection, tableName);
    TargetTable target = new TargetTable(table, startScn);
    keep(name, target);
    return target;
  }

  private Table complete(Table table, SourceTable source) throws SQLException {
    List<SourceColumn> missing = TableCheck.missing(table, source);
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
    return reader.read(connection, table.name());
  }

  private TargetTable missing(TableName name, SourceTable source, boolean needed) {
    if (!needed) {
      return null;
    }
    throw new ConnectException(
        source == null
            ? "Table "
                + name
                + " does not exist, and records without schema don't tell its columns."
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
