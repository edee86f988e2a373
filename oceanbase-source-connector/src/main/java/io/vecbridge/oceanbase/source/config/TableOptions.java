// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.relational.TableId;
import io.vecbridge.common.source.config.NameList;
import io.vecbridge.common.source.config.RowFilters;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which tables and columns are captured, and what their records' keys are. All lists hold regular
 * expressions that match a whole name.
 */
public final class TableOptions {
  public static final Field TABLE_INCLUDE_LIST =
      NameList.option(
          "table.include.list",
          "Tables to capture",
          "the tables to capture, as <database>.<table>; by default all");

  public static final Field MESSAGE_KEY_COLUMNS = MessageKeys.OPTION;

  private static final Field TABLE_EXCLUDE_LIST =
      NameList.option(
          "table.exclude.list",
          "Tables to exclude",
          "the tables to exclude, as <database>.<table>");

  private static final Field COLUMN_INCLUDE_LIST =
      NameList.option(
          "column.include.list",
          "Columns to capture",
          "the columns to capture, as <database>.<table>.<column>; by default all. Key columns are"
              + " always captured");

  private static final Field COLUMN_EXCLUDE_LIST =
      NameList.option(
          "column.exclude.list",
          "Columns to exclude",
          "the columns to exclude, as <database>.<table>.<column>. Key columns are always captured");

  public static final Field ROW_FILTERS =
      RowFilters.option(
          "Tables with a row filter",
          "Comma-separated tables (<database>.<table>) of which only some rows are captured: for"
              + " each, the option row.filter.overrides.<database>.<table> is an SQL condition,"
              + " such as 'year > 2020'. It applies to snapshots, and to changes: a changed row"
              + " that it doesn't hold for is sent as a delete. With capture.mode=scn the server"
              + " evaluates it, and with capture.mode=binlog the connector evaluates the"
              + " comparisons of columns with literals, and refuses everything else.");

  static final Field.Set FIELDS =
      Field.setOf(
          TABLE_INCLUDE_LIST,
          TABLE_EXCLUDE_LIST,
          COLUMN_INCLUDE_LIST,
          COLUMN_EXCLUDE_LIST,
          MESSAGE_KEY_COLUMNS,
          ROW_FILTERS);

  private final Predicate<String> tables;
  private final Predicate<String> columns;
  private final MessageKeys messageKeys;
  private final RowFilters rows;

  TableOptions(Configuration config) {
    tables = NameList.filter(config, TABLE_INCLUDE_LIST, TABLE_EXCLUDE_LIST);
    columns = NameList.filter(config, COLUMN_INCLUDE_LIST, COLUMN_EXCLUDE_LIST);
    messageKeys = MessageKeys.parse(config.getString(MessageKeys.OPTION));
    rows = new RowFilters(config);
  }

  /** Whether a table is captured. */
  public boolean includes(TableId id) {
    return tables.test(name(id));
  }

  /** Which of a table's columns are captured, by name, apart from key columns. */
  public Predicate<String> columnsOf(TableId id) {
    String prefix = name(id) + ".";
    return column -> columns.test(prefix + column);
  }

  /** The columns of a table's record key that {@code message.key.columns} names; or none. */
  public List<String> messageKeyOf(TableId id) {
    return messageKeys.of(name(id));
  }

  /** The SQL conditions on the rows of some tables. */
  public RowFilters rows() {
    return rows;
  }

  private static String name(TableId id) {
    return id.catalog() + "." + id.table();
  }
}
