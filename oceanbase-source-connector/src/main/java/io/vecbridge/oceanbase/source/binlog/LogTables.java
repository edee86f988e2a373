// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import io.debezium.relational.TableId;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.oceanbase.source.page.Tenant;
import io.vecbridge.oceanbase.source.schema.RowSchema;
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
 * any change of a definition in the tenant: the text of a DDL statement is never parsed, so it may
 * be in any dialect.
 */
final class LogTables {
  private static final Logger LOG = LoggerFactory.getLogger(LogTables.class);

  private final Tenant tenant;
  private final BinlogOutput output;
  private final Map<TableId, RowSchema> known = new HashMap<>();
  private final Set<TableId> current = new HashSet<>();
  private final Set<TableId> gone = new HashSet<>();

  LogTables(Tenant tenant, BinlogOutput output) {
    this.tenant = tenant;
    this.output = output;
  }

  /** A definition changed, no matter which. */
  void invalidate() {
    current.clear();
  }

  /** All tables that are captured, by name. */
  List<TableId> all() throws SQLException {
    return tenant.tables().stream()
        .sorted((one, other) -> one.toString().compareTo(other.toString()))
        .toList();
  }

  /** The table of some events; null if it is not captured, or no longer there. */
  LogTable table(TableMapEventData map) throws SQLException, InterruptedException {
    TableId id = new TableId(map.getDatabase(), null, map.getTable());
    if (!tenant.captures(id)) {
      return null;
    }
    RowSchema schema = schema(id);
    return schema == null ? null : LogTable.of(schema, map);
  }

  /** The table as it is now, announced when it is new or changed; null if there is none. */
  RowSchema schema(TableId id) throws SQLException, InterruptedException {
    if (current.contains(id)) {
      return known.get(id);
    }
    RowSchema before = known.get(id);
    TableDefinition definition = tenant.table(id);
    if (definition == null) {
      known.remove(id);
      if (gone.add(id)) {
        LOG.warn("Table {} no longer exists: its last changes in the binlog are skipped", id);
      }
    } else if (before == null || !before.definition().equals(definition)) {
      gone.remove(id);
      RowSchema schema = output.capture(definition);
      known.put(id, schema);
      output.schema(
          before == null ? SchemaChangeEventType.CREATE : SchemaChangeEventType.ALTER, schema);
    }
    current.add(id);
    return known.get(id);
  }
}
