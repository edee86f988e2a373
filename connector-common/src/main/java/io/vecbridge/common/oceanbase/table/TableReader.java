// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.table;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.TableDefinition.UniqueKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads tables from information_schema. Needs no privilege but SELECT on the tables themselves.
 * Stateless.
 */
public final class TableReader {
  private static final Set<String> SERVER_DATABASES =
      Set.of(
          "information_schema",
          "mysql",
          "oceanbase",
          "performance_schema",
          "sys",
          "sys_external_tbs",
          "__recyclebin",
          "__public");
  private static final String TABLES =
      """
      SELECT table_schema, table_name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' ORDER BY table_schema, table_name""";
  private static final CatalogueQuery COMMENTS =
      new CatalogueQuery(
          "SELECT table_name, table_comment FROM information_schema.tables",
          "AND table_type = 'BASE TABLE'");
  private static final CatalogueQuery UNIQUE_KEYS =
      new CatalogueQuery(
          """
          SELECT table_name, index_name, column_name, sub_part, nullable
          FROM information_schema.statistics""",
          "AND non_unique = 0 ORDER BY table_name, index_name, seq_in_index");
  private static final String PRIMARY = "PRIMARY";

  /**
   * All base tables that the user may read, by name, without those of the server's own databases
   * and those that the server keeps for others (vector indexes, logs of materialized views).
   */
  public List<TableName> tables(Connection connection) throws SQLException {
    List<TableName> tables = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TABLES);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        TableName name = new TableName(rows.getString(1), rows.getString(2));
        boolean hidden = name.table().startsWith("mlog$_") || name.table().startsWith("__idx_");
        if (!hidden && !SERVER_DATABASES.contains(name.database())) {
          tables.add(name);
        }
      }
    }
    return tables;
  }

  /**
   * The table, or null if there is no base table of that name, or none that the user may read. Most
   * tenants compare names without case: a table of exactly that name is preferred.
   */
  public TableDefinition read(Connection connection, TableName name) throws SQLException {
    Set<TableName> one = Set.of(name);
    Map<TableName, String> comments = new HashMap<>();
    COMMENTS.read(connection, one, (table, row) -> comments.put(table, orEmpty(row.getString(2))));
    if (comments.isEmpty()) {
      return null;
    }
    TableName stored = comments.containsKey(name) ? name : comments.keySet().iterator().next();
    List<ColumnDefinition> columns =
        ColumnsQuery.read(connection, one).getOrDefault(stored, List.of());
    PartitionsQuery.Partitions partitions = PartitionsQuery.read(connection, one).get(stored);
    if (columns.isEmpty() || partitions == null) {
      return null;
    }
    Map<String, UniqueKey> keys = uniqueKeys(connection, stored, columns);
    UniqueKey primary = keys.remove(PRIMARY);
    return new TableDefinition(
        name,
        List.copyOf(columns),
        primary == null ? List.of() : primary.columns(),
        List.copyOf(keys.values()),
        partitions.partitioning(),
        comments.get(stored),
        Fingerprint.of(columns, partitions));
  }

  /**
   * The fingerprints that the tables have now ({@link TableDefinition#fingerprint}), by two queries
   * for each database; tables that are gone are missing.
   */
  public Map<TableName, String> fingerprints(Connection connection, Collection<TableName> names)
      throws SQLException {
    Map<String, Map<String, TableName>> databases = new TreeMap<>();
    for (TableName name : names) {
      databases
          .computeIfAbsent(name.database(), database -> new TreeMap<>())
          .put(name.table(), name);
    }
    Map<TableName, String> fingerprints = new HashMap<>();
    for (Map<String, TableName> tables : databases.values()) {
      Map<TableName, List<ColumnDefinition>> columns =
          ColumnsQuery.read(connection, tables.values());
      PartitionsQuery.read(connection, tables.values())
          .forEach(
              (name, partitions) -> {
                if (columns.containsKey(name)) {
                  fingerprints.put(name, Fingerprint.of(columns.get(name), partitions));
                }
              });
    }
    return fingerprints;
  }

  /** All unique keys by name, the primary key among them. */
  private static Map<String, UniqueKey> uniqueKeys(
      Connection connection, TableName name, List<ColumnDefinition> columns) throws SQLException {
    Set<String> names = new HashSet<>();
    columns.forEach(column -> names.add(column.name()));
    Map<String, UniqueKey> keys = new LinkedHashMap<>();
    UNIQUE_KEYS.read(
        connection,
        Set.of(name),
        (table, row) -> {
          if (table.equals(name)) {
            // An expression has a hidden column.
            String column = String.valueOf(row.getString(3));
            boolean whole = names.contains(column) && row.getObject(4) == null;
            boolean nullable = "YES".equalsIgnoreCase(row.getString(5));
            UniqueKey part = new UniqueKey(row.getString(2), List.of(column), whole && !nullable);
            keys.merge(part.name(), part, TableReader::joined);
          }
        });
    return keys;
  }

  private static UniqueKey joined(UniqueKey key, UniqueKey next) {
    List<String> columns = new ArrayList<>(key.columns());
    columns.addAll(next.columns());
    return new UniqueKey(key.name(), List.copyOf(columns), key.identifying() && next.identifying());
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
