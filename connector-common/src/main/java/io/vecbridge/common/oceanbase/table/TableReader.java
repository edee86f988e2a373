// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.table;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.TableDefinition.Indexes;
import io.vecbridge.common.oceanbase.table.TableDefinition.UniqueKey;
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
import java.util.TreeMap;
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
  private static final CatalogueQuery COMMENTS =
      new CatalogueQuery(
          "SELECT table_name, table_comment FROM information_schema.tables",
          "AND table_type = 'BASE TABLE'");

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
    Map<String, UniqueKey> keys =
        UniqueKeysQuery.read(connection, Set.of(stored), Map.of(stored, columns))
            .getOrDefault(stored, new LinkedHashMap<>());
    UniqueKey primary = keys.remove(UniqueKeysQuery.PRIMARY);
    return new TableDefinition(
        name,
        List.copyOf(columns),
        new Indexes(
            primary == null ? List.of() : primary.columns(),
            List.copyOf(keys.values()),
            VectorIndexesQuery.read(connection, stored, columns)),
        partitions.partitioning(),
        comments.get(stored),
        Fingerprint.of(columns, partitions, primary == null ? keys.values() : List.of()));
  }

  /**
   * The fingerprints that tables have now ({@link TableDefinition#fingerprint}), by two queries for
   * each database, and a third one for tables without a primary key; tables that are gone are
   * missing.
   *
   * @param tables as they were read before
   */
  public Map<TableName, String> fingerprints(
      Connection connection, Collection<TableDefinition> tables) throws SQLException {
    Map<String, List<TableDefinition>> databases = new TreeMap<>();
    for (TableDefinition table : tables) {
      databases.computeIfAbsent(table.name().database(), name -> new ArrayList<>()).add(table);
    }
    Map<TableName, String> fingerprints = new HashMap<>();
    for (List<TableDefinition> known : databases.values()) {
      List<TableName> names = names(known, table -> true);
      Map<TableName, List<ColumnDefinition>> columns = ColumnsQuery.read(connection, names);
      Map<TableName, Map<String, UniqueKey>> keys =
          UniqueKeysQuery.read(
              connection, names(known, table -> table.primaryKey().isEmpty()), columns);
      PartitionsQuery.read(connection, names)
          .forEach(
              (name, partitions) -> {
                if (columns.containsKey(name)) {
                  fingerprints.put(
                      name,
                      Fingerprint.of(
                          columns.get(name),
                          partitions,
                          keys.getOrDefault(name, Map.of()).values()));
                }
              });
    }
    return fingerprints;
  }

  private static List<TableName> names(
      List<TableDefinition> tables, Predicate<TableDefinition> chosen) {
    return tables.stream().filter(chosen).map(TableDefinition::name).toList();
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
