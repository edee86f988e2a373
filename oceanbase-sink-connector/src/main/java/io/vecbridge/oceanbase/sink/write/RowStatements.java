// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import static io.vecbridge.common.oceanbase.TableName.quote;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.oceanbase.sink.type.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The text of the statements that change and look up rows. */
final class RowStatements {
  private RowStatements() {}

  /**
   * What changes must have in common to be written by one statement: their columns, and how the
   * values stand in it.
   */
  static Object form(RowChange change) {
    for (Object value : change.values()) {
      if (!Parameters.placeholder(value).equals("?")) {
        return List.of(change.columns(), places(change.values()));
      }
    }
    return change.columns();
  }

  private static List<String> places(Object[] values) {
    return Arrays.stream(values).map(Parameters::placeholder).toList();
  }

  /**
   * Inserts rows, which is one statement without the driver's rewriting of batches: that one keeps
   * and encodes each value twice, and takes 40 % of the writing thread's time.
   *
   * @param rows how many
   * @param row one of them, for how its values stand in the statement
   */
  static String insert(TableName table, List<String> columns, int rows, Object... row) {
    StringJoiner names = new StringJoiner(", ", "(", ")");
    StringJoiner places = new StringJoiner(", ", "(", ")");
    columns.forEach(column -> names.add(quote(column)));
    places(row).forEach(places::add);
    return "INSERT INTO "
        + table.quoted()
        + " "
        + names
        + " VALUES "
        + repeated(places.toString(), rows);
  }

  /** An insert of rows that replace the named columns of those with the same keys. */
  static String upsert(
      TableName table, List<String> columns, List<String> key, int rows, Object... row) {
    StringJoiner updates = updates(columns, key);
    if (columns.size() == key.size()) {
      updates.add(quote(key.get(0)) + " = VALUES(" + quote(key.get(0)) + ")");
    }
    return insert(table, columns, rows, row) + updates;
  }

  /**
   * The same for a table with further unique keys, by which the insert can meet another row: that
   * one would get NULL as its key, so the server refuses the statement.
   */
  static String guardedUpsert(
      TableName table, List<String> columns, List<String> key, int rows, Object... row) {
    StringJoiner same = new StringJoiner(" AND ");
    key.forEach(column -> same.add(quote(column) + " <=> VALUES(" + quote(column) + ")"));
    String first = quote(key.get(0));
    StringJoiner updates = updates(columns, key);
    updates.add(first + " = IF(" + same + ", " + first + ", NULL)");
    return insert(table, columns, rows, row) + updates;
  }

  private static StringJoiner updates(List<String> columns, List<String> key) {
    StringJoiner updates = new StringJoiner(", ", " ON DUPLICATE KEY UPDATE ", "");
    for (String column : columns) {
      if (!key.contains(column)) {
        updates.add(quote(column) + " = VALUES(" + quote(column) + ")");
      }
    }
    return updates;
  }

  /** Replaces the named columns of the row of a key. */
  static String update(TableName table, List<String> columns, List<String> key, Object... row) {
    StringJoiner values = new StringJoiner(", ");
    for (int i = 0; i < row.length; i++) {
      values.add(quote(columns.get(i)) + " = " + Parameters.placeholder(row[i]));
    }
    return "UPDATE " + table.quoted() + " SET " + values + " WHERE " + in(key, 1);
  }

  /**
   * Gives rows values of their own. The server compares unique values only after all rows of a
   * statement are changed, so that rows can exchange them.
   *
   * @param rows number of rows that get a value, by column
   */
  static String exchange(TableName table, Map<String, Integer> rows, List<String> key, int all) {
    StringJoiner values = new StringJoiner(", ");
    rows.forEach(
        (column, count) ->
            values.add(
                quote(column)
                    + " = CASE"
                    + (" WHEN " + in(key, 1) + " THEN ?").repeat(count)
                    + " ELSE "
                    + quote(column)
                    + " END"));
    return "UPDATE " + table.quoted() + " SET " + values + " WHERE " + in(key, all);
  }

  /** Looks up whether a row has the values of the columns and none of the keys. */
  static String selectOther(TableName table, List<String> columns, List<String> key, int rows) {
    return "SELECT 1 FROM "
        + table.quoted()
        + " WHERE "
        + in(columns, 1)
        + " AND NOT ("
        + in(key, rows)
        + ") LIMIT 1";
  }

  /** Looks up and locks rows by key. */
  static String select(TableName table, List<String> columns, List<String> key, int rows) {
    StringJoiner names = new StringJoiner(", ");
    columns.forEach(column -> names.add(quote(column)));
    return "SELECT "
        + names
        + " FROM "
        + table.quoted()
        + " WHERE "
        + in(key, rows)
        + " FOR UPDATE";
  }

  static String delete(TableName table, List<String> key, int rows) {
    return "DELETE FROM " + table.quoted() + " WHERE " + in(key, rows);
  }

  /** Looks up and locks the rows that were committed no later than an SCN, the last parameter. */
  static String selectOlder(TableName table, List<String> key, int rows) {
    StringJoiner names = new StringJoiner(", ");
    key.forEach(column -> names.add(quote(column)));
    return "SELECT " + names + older(table, key, rows) + " FOR UPDATE";
  }

  /** Counts the rows that were committed no later than an SCN, the last parameter. */
  static String countOlder(TableName table, List<String> key, int rows) {
    return "SELECT COUNT(*)" + older(table, key, rows);
  }

  private static String older(TableName table, List<String> key, int rows) {
    return " FROM " + table.quoted() + " WHERE " + in(key, rows) + " AND ORA_ROWSCN <= ?";
  }

  /** Looks up which conditions hold for the row of a key. */
  static String compare(TableName table, List<String> conditions, List<String> key) {
    return "SELECT "
        + String.join(", ", conditions)
        + " FROM "
        + table.quoted()
        + " WHERE "
        + in(key, 1);
  }

  private static String in(List<String> key, int rows) {
    if (key.size() == 1) {
      return quote(key.get(0)) + " IN (" + repeated("?", rows) + ")";
    }
    StringJoiner names = new StringJoiner(", ", "(", ")");
    key.forEach(column -> names.add(quote(column)));
    String row = "(" + repeated("?", key.size()) + ")";
    return names + " IN (" + repeated(row, rows) + ")";
  }

  private static String repeated(String text, int times) {
    return (text + ", ").repeat(times - 1) + text;
  }
}
