// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.check;

import io.vecbridge.common.oceanbase.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Warns of tables of which a row that is written or deleted changes other rows as well. */
final class SideEffects {
  private static final String TRIGGERS =
      """
      SELECT DISTINCT event_object_table FROM information_schema.triggers
      WHERE event_object_schema = ?""";
  private static final String CASCADES =
      """
      SELECT DISTINCT referenced_table_name FROM information_schema.referential_constraints
      WHERE unique_constraint_schema = ? AND delete_rule IN ('CASCADE', 'SET NULL')""";

  private SideEffects() {}

  /** The warnings for those of the tables that exist. */
  static List<String> of(Connection connection, List<TableName> tables) throws SQLException {
    List<String> warnings = new ArrayList<>();
    for (String database : tables.stream().map(TableName::database).distinct().toList()) {
      List<String> names =
          tables.stream()
              .filter(table -> table.database().equals(database))
              .map(TableName::table)
              .toList();
      for (String table : among(connection, TRIGGERS, database, names)) {
        warnings.add(
            "Table "
                + new TableName(database, table)
                + " has triggers. They run for each row that the connector writes, also when it is"
                + " delivered again.");
      }
      for (String table : among(connection, CASCADES, database, names)) {
        warnings.add(
            "Foreign keys refer to table "
                + new TableName(database, table)
                + " with ON DELETE CASCADE or SET NULL: deletes change rows of other tables.");
      }
    }
    return warnings;
  }

  private static List<String> among(
      Connection connection, String query, String database, List<String> names)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, database);
      try (ResultSet rows = statement.executeQuery()) {
        List<String> found = new ArrayList<>();
        while (rows.next()) {
          String name = rows.getString(1);
          if (names.stream().anyMatch(name::equalsIgnoreCase)) {
            found.add(name);
          }
        }
        return found;
      }
    }
  }
}
