// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.relational.TableId;
import io.vecbridge.common.source.config.NameList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which tables and columns are captured, and what their records' keys are. All lists hold regular
 * expressions that match a whole name.
 */
public final class TableOptions {
  /** Name of the option with the captured tables. */
  public static final String TABLE_INCLUDE_LIST_NAME = "table.include.list";

  /** Name of the option with the columns of record keys. */
  public static final String MESSAGE_KEY_COLUMNS_NAME = MessageKeys.NAME;

  static final Field TABLE_INCLUDE_LIST =
      NameList.option(
          TABLE_INCLUDE_LIST_NAME,
          "Tables to capture",
          "tables as <database>.<table>; all by default");

  static final Field TABLE_EXCLUDE_LIST =
      NameList.option(
          "table.exclude.list",
          "Tables to leave out",
          "tables to leave out, as <database>.<table>");

  static final Field COLUMN_INCLUDE_LIST =
      NameList.option(
          "column.include.list",
          "Columns to capture",
          "columns as <database>.<table>.<column>; all by default. Key columns are always captured");

  static final Field COLUMN_EXCLUDE_LIST =
      NameList.option(
          "column.exclude.list",
          "Columns to leave out",
          "columns to leave out, as <database>.<table>.<column>. Key columns are always captured");

  private final NameList tablesIncluded;
  private final NameList tablesExcluded;
  private final NameList columnsIncluded;
  private final NameList columnsExcluded;
  private final MessageKeys messageKeys;

  TableOptions(Configuration config) {
    tablesIncluded = NameList.of(config, TABLE_INCLUDE_LIST);
    tablesExcluded = NameList.of(config, TABLE_EXCLUDE_LIST);
    columnsIncluded = NameList.of(config, COLUMN_INCLUDE_LIST);
    columnsExcluded = NameList.of(config, COLUMN_EXCLUDE_LIST);
    messageKeys = MessageKeys.parse(config.getString(MessageKeys.OPTION));
  }

  /** Whether a table is captured. */
  public boolean includes(TableId id) {
    String name = name(id);
    return (tablesIncluded.isEmpty() || tablesIncluded.matches(name))
        && !tablesExcluded.matches(name);
  }

  /** Which of a table's columns are captured, by name; key columns are not asked for. */
  public Predicate<String> columnsOf(TableId id) {
    String prefix = name(id) + ".";
    return column ->
        (columnsIncluded.isEmpty() || columnsIncluded.matches(prefix + column))
            && !columnsExcluded.matches(prefix + column);
  }

  /** The columns of a table's record key that {@code message.key.columns} names; or none. */
  public List<String> messageKeyOf(TableId id) {
    return messageKeys.of(name(id));
  }

  private static String name(TableId id) {
    return id.catalog() + "." + id.table();
  }
}
