// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.table;

import io.debezium.relational.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

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
  private static final String KEYS =
      """
      SELECT index_name, column_name, sub_part, nullable FROM information_schema.statistics
      WHERE table_schema = ? AND table_name = ? AND non_unique = 0
      ORDER BY index_name, seq_in_index""";
  private static final String COMMENT =
      """
      SELECT table_comment FROM information_schema.tables
      WHERE table_schema = ? AND table_name = ? AND table_type = 'BASE TABLE'""";
  private static final String PRIMARY = "PRIMARY";

  /**
   * The base tables of the databases that a filter includes, by name; the server's own databases
   * and the tables that the server keeps beside others (vector indexes, logs of materialized views)
   * are never among them.
   */
  public List<TableId> tables(Connection connection, Predicate<String> databases)
      throws SQLException {
    List<TableId> tables = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TABLES);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        String database = rows.getString(1);
        String table = rows.getString(2);
        boolean hidden = table.startsWith("mlog$_") || table.startsWith("__idx_");
        if (!hidden && !SERVER_DATABASES.contains(database) && databases.test(database)) {
          tables.add(new TableId(database, null, table));
        }
      }
    }
    return tables;
  }

  /** The table, or null if there is none of that name (or none that the user may read). */
  public TableDefinition read(Connection connection, TableId id) throws SQLException {
    String comment = comment(connection, id);
    if (comment == null) {
      return null;
    }
    Set<TableId> one = Set.of(id);
    List<ColumnDefinition> columns =
        new ColumnsQuery(connection).read(one).getOrDefault(id, List.of());
    PartitionsQuery.Partitions partitions = new PartitionsQuery(connection).read(one).get(id);
    if (columns.isEmpty() || partitions == null) {
      return null;
    }
    Map<String, UniqueKey> keys = keys(connection, id, columns);
    UniqueKey primary = keys.remove(PRIMARY);
    return new TableDefinition(
        id,
        columns,
        primary == null ? List.of() : primary.columns(),
        List.copyOf(keys.values()),
        partitions.partitioning(),
        comment,
        Fingerprint.of(columns, partitions));
  }

  /**
   * The fingerprints that the tables have now ({@link TableDefinition#fingerprint}), by two queries
   * for each database; tables that are gone are missing.
   */
  public Map<TableId, String> fingerprints(Connection connection, Collection<TableId> ids)
      throws SQLException {
    Map<String, Set<TableId>> databases = new LinkedHashMap<>();
    for (TableId id : ids) {
      databases.computeIfAbsent(id.catalog(), database -> new TreeSet<>()).add(id);
    }
    Map<TableId, String> fingerprints = new HashMap<>();
    for (Set<TableId> tables : databases.values()) {
      Map<TableId, List<ColumnDefinition>> columns = new ColumnsQuery(connection).read(tables);
      new PartitionsQuery(connection)
          .read(tables)
          .forEach(
              (id, partitions) -> {
                if (columns.containsKey(id)) {
                  fingerprints.put(id, Fingerprint.of(columns.get(id), partitions));
                }
              });
    }
    return fingerprints;
  }

  private static String comment(Connection connection, TableId id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COMMENT)) {
      statement.setString(1, id.catalog());
      statement.setString(2, id.table());
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return null;
        }
        String comment = rows.getString(1);
        return comment == null ? "" : comment;
      }
    }
  }

  /** The unique keys whose columns are whole and NOT NULL, the primary key among them. */
  private static Map<String, UniqueKey> keys(
      Connection connection, TableId id, List<ColumnDefinition> columns) throws SQLException {
    Map<String, List<String>> found = new LinkedHashMap<>();
    Set<String> unfit = new TreeSet<>();
    try (PreparedStatement statement = connection.prepareStatement(KEYS)) {
      statement.setString(1, id.catalog());
      statement.setString(2, id.table());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String key = rows.getString(1);
          String column = rows.getString(2);
          found.computeIfAbsent(key, name -> new ArrayList<>()).add(column);
          boolean whole = rows.getObject(3) == null && isColumn(columns, column);
          if (!whole || "YES".equalsIgnoreCase(rows.getString(4))) {
            unfit.add(key);
          }
        }
      }
    }
    found.keySet().removeAll(unfit);
    Map<String, UniqueKey> keys = new LinkedHashMap<>();
    found.forEach((name, names) -> keys.put(name, new UniqueKey(name, List.copyOf(names))));
    return keys;
  }

  private static boolean isColumn(List<ColumnDefinition> columns, String name) {
    return columns.stream().anyMatch(column -> column.name().equals(name));
  }

  /** {@code table_schema = ? AND table_name IN (?, ?)} of tables of one database. */
  static String condition(int tables) {
    return "table_schema = ? AND table_name IN (" + "?, ".repeat(tables - 1) + "?)";
  }

  /** Binds the parameters of {@link #condition}. */
  static void bind(PreparedStatement statement, Collection<TableId> tables) throws SQLException {
    int index = 1;
    for (TableId table : tables) {
      if (index == 1) {
        statement.setString(index++, table.catalog());
      }
      statement.setString(index++, table.table());
    }
  }
}
