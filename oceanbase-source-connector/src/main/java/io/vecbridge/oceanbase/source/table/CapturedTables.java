// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.table;

import io.debezium.relational.TableId;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The tables that the options include, as the tenant has them, under Debezium's identifiers. */
public final class CapturedTables {
  private final TableReader reader;
  private final Predicate<TableId> included;

  public CapturedTables(TableReader reader, Predicate<TableId> included) {
    this.reader = reader;
    this.included = included;
  }

  /** The included tables, by name. */
  public List<TableId> all(Connection connection) throws SQLException {
    return reader.tables(connection).stream().map(CapturedTables::id).filter(included).toList();
  }

  /** Whether a table is included. */
  public boolean includes(TableId id) {
    return included.test(id);
  }

  /** The table, or null if there is none with that name (or none that the user may read). */
  public TableDefinition read(Connection connection, TableId id) throws SQLException {
    return reader.read(connection, name(id));
  }

  /** The fingerprints that the tables have now; tables that are gone are missing. */
  public Map<TableId, String> fingerprints(
      Connection connection, Collection<TableDefinition> tables) throws SQLException {
    Map<TableId, String> fingerprints = new HashMap<>();
    reader
        .fingerprints(connection, tables)
        .forEach((name, fingerprint) -> fingerprints.put(id(name), fingerprint));
    return fingerprints;
  }

  /** Debezium's identifier of a table: the database is its catalog, it has no schema. */
  public static TableId id(TableName name) {
    return new TableId(name.database(), null, name.table());
  }

  private static TableName name(TableId id) {
    return new TableName(id.catalog(), id.table());
  }
}
