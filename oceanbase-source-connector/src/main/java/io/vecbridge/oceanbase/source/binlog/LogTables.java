// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import io.debezium.relational.TableId;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.source.filter.FilterException;
import io.vecbridge.oceanbase.source.filter.RowCondition;
import io.vecbridge.oceanbase.source.offset.BinlogTables.Entry;
import io.vecbridge.oceanbase.source.offset.BinlogTables.State;
import io.vecbridge.oceanbase.source.offset.TableShape;
import io.vecbridge.oceanbase.source.page.Tenant;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.table.Session.UnreachableException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The layouts of the captured tables at the binlog's position.
 *
 * <p>Guarantees that an event is read by the columns that its table had when it was written: they
 * are kept in the offset, and replaced only when a statement that names the table comes. The text
 * of a statement is otherwise never parsed, so it may be in any dialect.
 */
final class LogTables {
  private static final Logger LOG = LoggerFactory.getLogger(LogTables.class);
  private static final Set<Integer> OUTDATED = Set.of(1146, 1054);
  private static final int ASCII = 128;

  private final Tenant tenant;
  private final BinlogOutput output;
  private final FailedTables failed;
  private final ReadAhead ahead;
  private final Function<TableId, String> conditions;
  private final Map<TableId, LogTable.Layout> layouts = new HashMap<>();
  // Of the last events of each table: most have the same map as those before.
  private final Map<TableId, LogTable> tables = new HashMap<>();
  private final Set<TableId> changed = new HashSet<>();

  /**
   * @param conditions the row filter of each table; empty for all rows
   */
  LogTables(
      Tenant tenant,
      BinlogOutput output,
      FailedTables failed,
      ReadAhead ahead,
      Function<TableId, String> conditions) {
    this.tenant = tenant;
    this.output = output;
    this.failed = failed;
    this.ahead = ahead;
    this.conditions = conditions;
  }

  /** Tables may be others under the same names, so their rows are to be read. */
  void replaced(Predicate<TableId> isReplaced) {
    for (TableId id : List.copyOf(output.tables().entries().keySet())) {
      if (isCaptured(id) && isReplaced.test(id)) {
        LOG.warn(
            "A statement renames table {}, or gives its name to another one: if there is one of that"
                + " name, a snapshot of it is taken; rows that only the former one had stay in the"
                + " target",
            id);
        layouts.remove(id);
        output.know(id, new Entry(State.FAILED, output.tables().get(id).shape()));
      }
    }
  }

  /**
   * A statement comes that may have changed definitions; those of captured tables are read.
   *
   * @param gtid of the statement
   */
  void changed(String sql, String gtid) throws SQLException, InterruptedException {
    for (TableId id : List.copyOf(output.tables().entries().keySet())) {
      if (isNamed(id, sql)) {
        changed.add(id);
        if (isCaptured(id) && ahead.mayHaveMisread(id, gtid, sql)) {
          fail(id, misread(id));
        }
        failed.retry(id);
        if (isCaptured(id)) {
          schema(id);
        }
      }
    }
  }

  private static TableFailure misread(TableId id) {
    return new TableFailure(
        "The binlog has changes of table \""
            + id
            + "\" from before a statement that changed it, and they may have been read by the columns"
            + " that it had after the statement. "
            + TableFailure.NEW_SNAPSHOT);
  }

  /** A text in an unknown character set may have any name that is not ASCII. */
  private static boolean isNamed(TableId id, String sql) {
    String name = id.table().replace("`", "``");
    if (name.chars().anyMatch(c -> c >= ASCII)) {
      return sql.chars().anyMatch(c -> c >= ASCII || c == '?');
    }
    return Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])", CASE_INSENSITIVE)
        .matcher(sql)
        .find();
  }

  /** The table of some events; null if its changes are not captured, or it is gone. */
  LogTable table(TableMapEventData map) throws SQLException, InterruptedException {
    TableId id = new TableId(map.getDatabase(), null, map.getTable());
    if (!isCaptured(id)) {
      return null;
    }
    try {
      LogTable.Layout layout = layout(id);
      if (layout == null) {
        return null;
      }
      LogTable last = tables.get(id);
      LogTable table = last != null && last.isOf(layout, map) ? last : read(id, layout, map);
      ahead.used(id);
      return table;
    } catch (TableFailure e) {
      fail(id, e);
      return null;
    }
  }

  private LogTable read(TableId id, LogTable.Layout known, TableMapEventData map)
      throws SQLException, InterruptedException {
    LogTable.Layout layout = known;
    if (!layout.fits(map)) {
      // The server that was asked for the definition may have been late itself.
      changed.add(id);
      layout = layout(id);
      if (layout == null) {
        return null;
      }
    }
    LogTable table = LogTable.of(layout, map);
    tables.put(id, table);
    return table;
  }

  private boolean isCaptured(TableId id) {
    Entry entry = output.tables().get(id);
    return entry != null && entry.state() == State.CAPTURED;
  }

  /** The table as it is now, announced when it is new or changed; null if there is none. */
  RowSchema schema(TableId id) throws SQLException, InterruptedException {
    try {
      LogTable.Layout layout = layout(id);
      return layout == null ? null : layout.schema();
    } catch (TableFailure e) {
      fail(id, e);
      return null;
    }
  }

  /** The table can't be captured at present. */
  void fail(TableId id, TableFailure reason) {
    failed.fail(id, reason);
    layouts.remove(id);
    output.know(id, new Entry(State.FAILED, output.tables().get(id).shape()));
  }

  /**
   * A statement for the table failed: so does the table, unless the cause is of the whole tenant,
   * or can pass.
   */
  void failOrThrow(TableId id, SQLException error) throws SQLException {
    if (error instanceof UnreachableException
        || OceanBaseFailures.classify(error) == Failure.RETRY) {
      throw error;
    }
    fail(
        id,
        new TableFailure(
            "OceanBase rejected a statement of the capture of table \""
                + id
                + "\": "
                + OceanBaseFailures.reason(error)
                + ". Fix the cause. "
                + TableFailure.NEW_SNAPSHOT,
            error));
  }

  /**
   * After an error of a statement: whether it was made for an earlier definition, so that it can be
   * made again.
   */
  boolean isOutdated(TableId id, SQLException error) throws SQLException {
    LogTable.Layout layout = layouts.get(id);
    if (!OUTDATED.contains(error.getErrorCode()) || layout == null) {
      return false;
    }
    TableDefinition now = tenant.table(id);
    boolean outdated = !layout.schema().definition().equals(now);
    if (outdated) {
      layouts.remove(id);
    }
    return outdated;
  }

  private LogTable.Layout layout(TableId id) throws SQLException, InterruptedException {
    LogTable.Layout known = layouts.get(id);
    if (known != null && !changed.contains(id)) {
      return known;
    }
    TableDefinition definition = tenant.table(id);
    if (definition == null) {
      LOG.warn("Table {} no longer exists: its last changes in the binlog are skipped", id);
      layouts.remove(id);
      output.know(id, null);
      return null;
    }
    if (changed.contains(id)) {
      ahead.defined(List.of(id));
    }
    Entry entry = output.tables().get(id);
    RowSchema schema = announced(known, definition, entry.shape());
    List<String> key = schema.rowKey().names();
    TableShape logged =
        (changed.remove(id) ? TableShape.ofColumns(definition) : entry.shape()).withKey(key);
    // If columns were only appended, further ones may already be there that are yet to come.
    int least = entry.shape().isPrefixOf(logged) ? entry.shape().size() : logged.size();
    LogTable.Layout layout = new LogTable.Layout(schema, logged, least, filter(id, definition));
    layouts.put(id, layout);
    if (!logged.equals(entry.shape())) {
      output.know(id, new Entry(entry.state(), logged, entry.filter()));
    }
    return layout;
  }

  private RowCondition filter(TableId id, TableDefinition definition) {
    String condition = conditions.apply(id);
    try {
      return condition.isEmpty() ? null : RowCondition.of(condition, definition);
    } catch (FilterException e) {
      throw new TableFailure(
          "The condition of row.filter.overrides."
              + id
              + " can't be evaluated for changes: "
              + e.getMessage(),
          e);
    }
  }

  private RowSchema announced(LogTable.Layout known, TableDefinition definition, TableShape shape)
      throws InterruptedException {
    if (known != null && known.schema().definition().equals(definition)) {
      return known.schema();
    }
    RowSchema schema;
    try {
      schema = output.capture(definition, shape.key());
    } catch (ConnectException e) {
      throw new TableFailure(e.getMessage(), e);
    }
    String obstacle = shape.keyObstacleTo(shape.withKey(schema.rowKey().names()));
    if (obstacle != null) {
      throw new TableFailure(
          "Changes of table \""
              + definition.name()
              + "\" can't be captured: "
              + obstacle
              + ". "
              + TableFailure.NEW_SNAPSHOT);
    }
    output.schema(
        known == null ? SchemaChangeEventType.CREATE : SchemaChangeEventType.ALTER, schema);
    return schema;
  }
}
