// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.table;

import io.vecbridge.common.oceanbase.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/**
 * A query of information_schema about tables of one database.
 *
 * @param select the columns, of which the first is {@code table_name}, and the view
 * @param rest further conditions and the order, or an empty text
 */
record CatalogueQuery(String select, String rest) {
  /** Takes one row about one table. */
  interface Rows {
    void accept(TableName table, ResultSet row) throws SQLException;
  }

  void read(Connection connection, Collection<TableName> tables, Rows rows) throws SQLException {
    String names = "?, ".repeat(tables.size() - 1) + "?";
    String query = select + " WHERE table_schema = ? AND table_name IN (" + names + ") " + rest;
    String database = tables.iterator().next().database();
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      int index = 1;
      statement.setString(index++, database);
      for (TableName table : tables) {
        statement.setString(index++, table.table());
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.accept(new TableName(database, result.getString(1)), result);
        }
      }
    }
  }
}
