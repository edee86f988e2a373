// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.table;

import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The two keys of a captured table.
 *
 * @param record columns of the records' key: what {@code message.key.columns} names, otherwise the
 *     row's key
 * @param row columns that identify a row in the table, by which it is paged and read again: the
 *     primary key, otherwise a NOT NULL unique key, otherwise the record key. Of several unique
 *     keys, the one that was chosen first stays the key as long as it exists.
 */
public record TableKeys(List<ColumnDefinition> record, List<ColumnDefinition> row) {

  /**
   * Chooses the keys.
   *
   * @param messageKeyColumns the columns that {@code message.key.columns} names for this table;
   *     empty if it names none
   * @param known the row key of the table so far; empty if there is none
   * @throws ConnectException for a table without a usable key; the message names it and says what
   *     to do
   */
  public static TableKeys of(
      TableDefinition table, List<String> messageKeyColumns, List<String> known) {
    List<ColumnDefinition> record = columns(table, messageKeyColumns);
    List<ColumnDefinition> row = columns(table, rowKey(table, names(record), known));
    if (record.isEmpty()) {
      record = row;
    }
    if (record.isEmpty()) {
      throw new ConnectException(
          "Table \""
              + table.name()
              + "\" has neither a primary key nor a unique key of NOT NULL columns, so its rows"
              + " can't be identified. Add a key, name columns that are unique in"
              + " message.key.columns, or leave the table out with table.exclude.list.");
    }
    return new TableKeys(record, row.isEmpty() ? record : row);
  }

  private static List<String> rowKey(
      TableDefinition table, List<String> record, List<String> known) {
    boolean stays = known.equals(record) || table.isIdentifiedBy(known);
    return table.primaryKey().isEmpty() && !known.isEmpty() && stays ? known : table.key();
  }

  /** The names of the columns of a key. */
  private static List<String> names(List<ColumnDefinition> key) {
    return key.stream().map(ColumnDefinition::name).toList();
  }

  private static List<ColumnDefinition> columns(TableDefinition table, List<String> names) {
    List<ColumnDefinition> columns = new ArrayList<>();
    for (String name : names) {
      ColumnDefinition column = table.column(name);
      if (column == null) {
        throw new ConnectException(
            "message.key.columns names the column \""
                + name
                + "\", which table \""
                + table.name()
                + "\" does not have. Name columns of the table.");
      }
      if (column.nullable()) {
        throw new ConnectException(
            "message.key.columns names the column \""
                + name
                + "\" of table \""
                + table.name()
                + "\", which can be null, so it can't be a key. Name NOT NULL columns.");
      }
      columns.add(column);
    }
    return List.copyOf(columns);
  }
}
