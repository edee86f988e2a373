// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.table;

import io.debezium.relational.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads tables from information_schema. Needs no privilege but SELECT on the tables themselves.
 * Stateless.
 */
public final class TableReader {
  /**
   * The base tables of the databases that a filter includes; the server's own databases are never
   * among them.
   */
  public List<TableId> tables(Connection connection, Predicate<String> databases)
      throws SQLException {
    return List.of();
  }

  /** The table, or null if there is none of that name (or none that the user may read). */
  public TableDefinition read(Connection connection, TableId id) throws SQLException {
    return null;
  }

  /**
   * The fingerprints that the tables have now ({@link TableDefinition#fingerprint}), by a fixed
   * number of queries for all of them; tables that are gone are missing.
   */
  public Map<TableId, String> fingerprints(Connection connection, Collection<TableId> ids)
      throws SQLException {
    return Map.of();
  }
}
