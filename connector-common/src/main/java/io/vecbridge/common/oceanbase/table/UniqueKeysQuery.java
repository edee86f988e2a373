// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.table;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.TableDefinition.UniqueKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the unique keys of tables, the primary key among them. */
final class UniqueKeysQuery {
  /** The name of the primary key. */
  static final String PRIMARY = "PRIMARY";

  private static final CatalogueQuery UNIQUE_KEYS =
      new CatalogueQuery(
          """
          SELECT table_name, index_name, column_name, sub_part, nullable
          FROM information_schema.statistics""",
          "AND non_unique = 0 ORDER BY table_name, index_name, seq_in_index");

  private UniqueKeysQuery() {}

  /**
   * The keys of each table, by name.
   *
   * @param columns of the tables
   */
  static Map<TableName, Map<String, UniqueKey>> read(
      Connection connection,
      Collection<TableName> tables,
      Map<TableName, List<ColumnDefinition>> columns)
      throws SQLException {
    Map<TableName, Map<String, UniqueKey>> keys = new HashMap<>();
    if (!tables.isEmpty()) {
      UNIQUE_KEYS.read(
          connection,
          tables,
          (table, row) -> {
            UniqueKey part = part(row, columns.getOrDefault(table, List.of()));
            keys.computeIfAbsent(table, name -> new LinkedHashMap<>())
                .merge(part.name(), part, UniqueKeysQuery::joined);
          });
    }
    return keys;
  }

  private static UniqueKey part(ResultSet row, List<ColumnDefinition> columns) throws SQLException {
    // An expression has a hidden column.
    String name = String.valueOf(row.getString(3));
    boolean visible = columns.stream().anyMatch(column -> column.name().equals(name));
    boolean whole = visible && row.getObject(4) == null;
    boolean nullable = "YES".equalsIgnoreCase(row.getString(5));
    return new UniqueKey(row.getString(2), List.of(name), whole && !nullable);
  }

  private static UniqueKey joined(UniqueKey key, UniqueKey next) {
    List<String> columns = new ArrayList<>(key.columns());
    columns.addAll(next.columns());
    return new UniqueKey(key.name(), List.copyOf(columns), key.identifying() && next.identifying());
  }
}
