// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.oceanbase.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The indexes that a table has, those that are being built among them.
 *
 * @param columns those with a vector index, in lower case
 */
record ExistingIndexes(Set<String> names, Set<String> columns) {
  static ExistingIndexes read(Connection connection, TableName table) throws SQLException {
    Set<String> names = new HashSet<>();
    Set<String> columns = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW INDEX FROM " + table.quoted())) {
      while (rows.next()) {
        names.add(rows.getString("Key_name"));
        if ("VECTOR".equalsIgnoreCase(rows.getString("Index_type"))) {
          columns.add(lower(rows.getString("Column_name")));
        }
      }
    }
    return new ExistingIndexes(names, columns);
  }

  boolean has(String column) {
    return columns.contains(lower(column));
  }

  private static String lower(String name) {
    return name == null ? "" : name.toLowerCase(Locale.ROOT);
  }
}
