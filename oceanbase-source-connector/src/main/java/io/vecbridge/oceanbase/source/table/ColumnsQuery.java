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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the columns of tables of one database. */
final class ColumnsQuery {
  private static final String COLUMNS =
      """
      SELECT table_name, column_name, ordinal_position, column_type, is_nullable, numeric_scale,
      column_comment, column_default, collation_name, extra, generation_expression
      FROM information_schema.columns WHERE\s""";
  private static final String ORDER = " ORDER BY table_name, ordinal_position";

  /** The last number that stands alone in parentheses or first in a pair: {@code (20,5)}. */
  private static final Pattern LENGTH = Pattern.compile("\\((\\d+)(?:,\\d+)?\\)");

  private final Connection connection;

  ColumnsQuery(Connection connection) {
    this.connection = connection;
  }

  Map<TableId, List<ColumnDefinition>> read(Collection<TableId> tables) throws SQLException {
    Map<TableId, List<ColumnDefinition>> columns = new HashMap<>();
    String query = COLUMNS + TableReader.condition(tables.size()) + ORDER;
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      TableReader.bind(statement, tables);
      String database = tables.iterator().next().catalog();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          TableId id = new TableId(database, null, rows.getString(1));
          columns.computeIfAbsent(id, table -> new ArrayList<>()).add(column(rows));
        }
      }
    }
    return columns;
  }

  private static ColumnDefinition column(ResultSet row) throws SQLException {
    String type = row.getString(4);
    String extra = lower(row.getString(10));
    return new ColumnDefinition(
        row.getString(2),
        row.getInt(3),
        type,
        "YES".equalsIgnoreCase(row.getString(5)),
        length(type),
        type.toLowerCase(Locale.ROOT).startsWith("decimal") ? row.getInt(6) : null,
        orEmpty(row.getString(7)),
        row.getString(8),
        row.getString(9),
        extra.contains("generated") && !extra.contains("default_generated")
            || !orEmpty(row.getString(11)).isEmpty(),
        extra.contains("auto_increment"));
  }

  private static Integer length(String type) {
    if (type.startsWith("enum(") || type.startsWith("set(")) {
      return null;
    }
    Matcher matcher = LENGTH.matcher(type);
    return matcher.find() ? Integer.valueOf(matcher.group(1)) : null;
  }

  private static String lower(String text) {
    return orEmpty(text).toLowerCase(Locale.ROOT);
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
