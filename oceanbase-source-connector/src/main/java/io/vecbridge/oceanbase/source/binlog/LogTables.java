// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import io.debezium.relational.TableId;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import io.vecbridge.oceanbase.source.table.Session;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The captured tables, read from information_schema when their first event comes, and again after
 * any change of a definition in the tenant: what a DDL statement says is never looked at, so it may
 * be in any dialect.
 */
final class LogTables {
  private static final Logger LOG = LoggerFactory.getLogger(LogTables.class);

  private final Session session;
  private final BinlogRecords records;
  private final CapturedTables tables;
  private final Map<TableId, RowSchema> known = new HashMap<>();
  private final Set<TableId> read = new HashSet<>();
  private final Set<TableId> gone = new HashSet<>();

  LogTables(CapturedTables tables, Session session, BinlogRecords records) {
    this.tables = tables;
    this.session = session;
    this.records = records;
  }

  /** A definition changed, no matter which. */
  void invalidate() {
    read.clear();
  }

  /** All tables that are captured, by name. */
  List<TableId> all() throws SQLException {
    return tables.all(session.connection()).stream()
        .sorted((one, other) -> one.toString().compareTo(other.toString()))
        .toList();
  }

  /** The table of some events; null where it is not captured, or there no more. */
  LogTable table(TableMapEventData map) throws SQLException, InterruptedException {
    TableId id = new TableId(map.getDatabase(), null, map.getTable());
    if (!tables.includes(id)) {
      return null;
    }
    RowSchema schema = schema(id);
    return schema == null ? null : LogTable.of(schema, map);
  }

  /** The table as it is now, announced when it is new or changed; null where there is none. */
  RowSchema schema(TableId id) throws SQLException, InterruptedException {
    if (read.contains(id)) {
      return known.get(id);
    }
    RowSchema before = known.get(id);
    TableDefinition definition = tables.read(session.connection(), id);
    if (definition == null) {
      known.remove(id);
      if (gone.add(id)) {
        LOG.warn("Table {} is there no more: its last changes in the binlog are left out", id);
      }
    } else if (before == null || !before.definition().equals(definition)) {
      gone.remove(id);
      RowSchema schema = records.capture(definition);
      known.put(id, schema);
      records.emitSchema(
          before == null ? SchemaChangeEventType.CREATE : SchemaChangeEventType.ALTER, schema);
    }
    read.add(id);
    return known.get(id);
  }
}
