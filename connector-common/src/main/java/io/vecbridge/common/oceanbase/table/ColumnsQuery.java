// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.table;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition.DeclaredType;
import io.vecbridge.common.oceanbase.table.ColumnDefinition.Filling;
import java.sql.Connection;
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

/** Reads the columns of tables. */
final class ColumnsQuery {
  private static final CatalogueQuery COLUMNS =
      new CatalogueQuery(
          """
          SELECT table_name, column_name, ordinal_position, column_type, is_nullable, numeric_scale,
          column_comment, column_default, collation_name, extra, generation_expression
          FROM information_schema.columns""",
          "ORDER BY table_name, ordinal_position");

  /** The last number that stands alone in parentheses or first in a pair: {@code (20,5)}. */
  private static final Pattern LENGTH = Pattern.compile("\\((\\d+)(?:,\\d+)?\\)");

  private ColumnsQuery() {}

  static Map<TableName, List<ColumnDefinition>> read(
      Connection connection, Collection<TableName> tables) throws SQLException {
    Map<TableName, List<ColumnDefinition>> columns = new HashMap<>();
    COLUMNS.read(
        connection,
        tables,
        (table, row) -> columns.computeIfAbsent(table, name -> new ArrayList<>()).add(column(row)));
    return columns;
  }

  private static ColumnDefinition column(ResultSet row) throws SQLException {
    String type = row.getString(4);
    String extra = lower(row.getString(10));
    return new ColumnDefinition(
        row.getString(2),
        row.getInt(3),
        new DeclaredType(
            type,
            length(type),
            type.toLowerCase(Locale.ROOT).startsWith("decimal") ? row.getInt(6) : null,
            row.getString(9)),
        "YES".equalsIgnoreCase(row.getString(5)),
        orEmpty(row.getString(7)),
        new Filling(
            row.getString(8),
            // MySQL 8 marks a default that is an expression as DEFAULT_GENERATED.
            extra.contains("generated") && !extra.contains("default_generated")
                || !orEmpty(row.getString(11)).isEmpty(),
            extra.contains("auto_increment")));
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
