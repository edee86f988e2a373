// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.oceanbase.sink.type.ColumnTypes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads tables from information_schema. */
final class TableReader {
  private static final String COLUMNS =
      """
      SELECT column_name, column_type, collation_name, extra, generation_expression
      FROM information_schema.columns
      WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position""";
  private static final String UNIQUE_KEYS =
      """
      SELECT index_name, column_name, nullable FROM information_schema.statistics
      WHERE table_schema = ? AND table_name = ? AND non_unique = 0
      ORDER BY index_name, seq_in_index""";
  private static final String PRIMARY = "PRIMARY";

  private final ColumnTypes types;

  TableReader(ColumnTypes types) {
    this.types = types;
  }

  /** The table, or null if there is none. */
  Table read(Connection connection, TableName name) throws SQLException {
    List<Column> columns = columns(connection, name);
    if (columns.isEmpty()) {
      return null;
    }
    Map<String, UniqueKey> keys = uniqueKeys(connection, name);
    UniqueKey identity = keys.get(PRIMARY);
    for (UniqueKey key : keys.values()) {
      if (identity == null && !key.nullable) {
        identity = key;
      }
    }
    int others = keys.size() - (identity == null ? 0 : 1);
    return new Table(
        name, columns, identity == null ? List.of() : List.copyOf(identity.columns), others > 0);
  }

  private List<Column> columns(Connection connection, TableName name) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (PreparedStatement statement = prepare(connection, COLUMNS, name);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        String type = rows.getString(2);
        boolean generated =
            contains(rows.getString(4), "GENERATED") || contains(rows.getString(5), "");
        columns.add(
            new Column(rows.getString(1), types.parse(type), type, rows.getString(3), generated));
      }
    }
    return columns;
  }

  private static Map<String, UniqueKey> uniqueKeys(Connection connection, TableName name)
      throws SQLException {
    Map<String, UniqueKey> keys = new LinkedHashMap<>();
    try (PreparedStatement statement = prepare(connection, UNIQUE_KEYS, name);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        UniqueKey key = keys.computeIfAbsent(rows.getString(1), index -> new UniqueKey());
        key.columns.add(rows.getString(2));
        key.nullable |= "YES".equalsIgnoreCase(rows.getString(3));
      }
    }
    return keys;
  }

  private static PreparedStatement prepare(Connection connection, String query, TableName name)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(query);
    try {
      statement.setString(1, name.database());
      statement.setString(2, name.table());
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  /** Whether a text is there and holds the part. */
  private static boolean contains(String text, String part) {
    return text != null && !text.isEmpty() && text.toUpperCase(Locale.ROOT).contains(part);
  }

  private static final class UniqueKey {
    private final List<String> columns = new ArrayList<>();
    private boolean nullable;
  }
}
