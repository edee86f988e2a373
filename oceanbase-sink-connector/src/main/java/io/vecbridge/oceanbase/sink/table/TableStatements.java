// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import static io.vecbridge.common.oceanbase.TableName.quote;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.event.SourceTable.Partitioning;
import io.vecbridge.oceanbase.sink.config.TableLayout.StoreFormat;
import java.util.List;
import java.util.StringJoiner;

/** The text of CREATE and ALTER statements. */
final class TableStatements {
  private static final int LONGEST_COLUMN_COMMENT = 1_024;
  private static final int LONGEST_TABLE_COMMENT = 4_096;

  private TableStatements() {}

  /**
   * A column to be created.
   *
   * @param type the type's text, with its collation
   */
  record NewColumn(String name, String type, boolean key, String comment) {
    /** The number in the type's parentheses, or the largest one if there is none. */
    int length() {
      int open = type.indexOf('(');
      int close = type.indexOf(')');
      return open < 0 || type.startsWith("ARRAY") || type.contains(",")
          ? Integer.MAX_VALUE
          : Integer.parseInt(type.substring(open + 1, close));
    }
  }

  /**
   * A table to be created.
   *
   * @param comment empty for none
   */
  record NewTable(
      List<NewColumn> columns,
      List<String> key,
      Partitioning partitioning,
      String comment,
      List<NewIndex> indexes,
      StoreFormat storeFormat) {}

  static String createDatabase(String database) {
    return "CREATE DATABASE IF NOT EXISTS " + quote(database);
  }

  static String createTable(TableName name, NewTable table) {
    StringJoiner body = new StringJoiner(",\n  ", "(\n  ", "\n)");
    for (NewColumn column : table.columns()) {
      body.add(column(column));
    }
    StringJoiner primary = new StringJoiner(", ", "PRIMARY KEY (", ")");
    table.key().forEach(column -> primary.add(quote(column)));
    body.add(primary.toString());
    table.indexes().forEach(index -> body.add(index.clause()));
    StringBuilder text =
        new StringBuilder("CREATE TABLE IF NOT EXISTS ")
            .append(name.quoted())
            .append(' ')
            .append(body)
            .append(" DEFAULT CHARSET = utf8mb4");
    if (!table.comment().isEmpty()) {
      text.append(" COMMENT = ").append(literal(table.comment(), LONGEST_TABLE_COMMENT));
    }
    Partitioning partitioning = table.partitioning();
    if (partitioning.column() != null) {
      text.append(" PARTITION BY KEY(").append(quote(partitioning.column())).append(")");
      text.append(" PARTITIONS ").append(partitioning.count());
    }
    return text.append(columnGroups(table.storeFormat())).toString();
  }

  static String addColumns(TableName name, List<NewColumn> columns) {
    StringJoiner additions = new StringJoiner(", ", "ALTER TABLE " + name.quoted() + " ", "");
    for (NewColumn column : columns) {
      additions.add("ADD COLUMN " + column(column));
    }
    return additions.toString();
  }

  private static String column(NewColumn column) {
    String text =
        quote(column.name()) + " " + column.type() + (column.key() ? " NOT NULL" : " NULL");
    return column.comment().isEmpty()
        ? text
        : text + " COMMENT " + literal(column.comment(), LONGEST_COLUMN_COMMENT);
  }

  private static String columnGroups(StoreFormat format) {
    return switch (format) {
      case DEFAULT -> "";
      case ROW -> " WITH COLUMN GROUP(all columns)";
      case COLUMN -> " WITH COLUMN GROUP(each column)";
      case HYBRID -> " WITH COLUMN GROUP(all columns, each column)";
    };
  }

  /** A literal that is no longer than the server accepts; a comment may be truncated. */
  private static String literal(String comment, int longest) {
    String text =
        comment.codePointCount(0, comment.length()) <= longest
            ? comment
            : comment.substring(0, comment.offsetByCodePoints(0, longest));
    return "'" + text.replace("\\", "\\\\").replace("'", "''").replace("\0", "\\0") + "'";
  }
}
