// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import static io.vecbridge.common.oceanbase.TableName.quote;

import io.vecbridge.common.oceanbase.TableName;
import java.util.List;
import java.util.StringJoiner;

/** The text of the statements that change and look up rows. */
final class RowStatements {
  private RowStatements() {}

  static String insert(TableName table, List<String> columns) {
    StringJoiner names = new StringJoiner(", ", "(", ")");
    StringJoiner places = new StringJoiner(", ", "(", ")");
    for (String column : columns) {
      names.add(quote(column));
      places.add("?");
    }
    return "INSERT INTO " + table.quoted() + " " + names + " VALUES " + places;
  }

  /** An insert that replaces the named columns of a row with the same key. */
  static String upsert(TableName table, List<String> columns, List<String> key) {
    StringJoiner updates = new StringJoiner(", ", " ON DUPLICATE KEY UPDATE ", "");
    for (String column : columns) {
      if (!key.contains(column)) {
        updates.add(quote(column) + " = VALUES(" + quote(column) + ")");
      }
    }
    if (columns.size() == key.size()) {
      updates.add(quote(key.get(0)) + " = VALUES(" + quote(key.get(0)) + ")");
    }
    return insert(table, columns) + updates;
  }

  static String delete(TableName table, List<String> key, int rows) {
    return "DELETE FROM " + table.quoted() + " WHERE " + in(key, rows);
  }

  /** Looks up the keys of rows that were committed no later than an SCN, the last parameter. */
  static String selectOlder(TableName table, List<String> key, int rows) {
    StringJoiner names = new StringJoiner(", ");
    key.forEach(column -> names.add(quote(column)));
    return "SELECT "
        + names
        + " FROM "
        + table.quoted()
        + " WHERE "
        + in(key, rows)
        + " AND ORA_ROWSCN <= ? FOR UPDATE";
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
    StringBuilder repeated = new StringBuilder((text.length() + 2) * times);
    for (int i = 0; i < times; i++) {
      repeated.append(i == 0 ? "" : ", ").append(text);
    }
    return repeated.toString();
  }
}
