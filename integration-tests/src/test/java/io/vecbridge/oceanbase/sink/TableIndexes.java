// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The vector indexes of a table, as the server shows them. */
public final class TableIndexes {
  private static final Pattern INDEX =
      Pattern.compile("VECTOR KEY `[^`]+` \\(`([^`]+)`\\) WITH \\(([^)]*)\\)");

  private TableIndexes() {}

  /** The settings by columns, each followed by a comma; none if there is no such table. */
  public static Map<String, String> of(OceanBaseClient client, String table) {
    Map<String, String> indexes = new TreeMap<>();
    try {
      if (!client.exists(table)) {
        return indexes;
      }
      try (Statement statement = client.connection().createStatement();
          ResultSet rows = statement.executeQuery("SHOW CREATE TABLE " + table)) {
        rows.next();
        Matcher matcher = INDEX.matcher(rows.getString(2));
        while (matcher.find()) {
          indexes.put(matcher.group(1), matcher.group(2) + ",");
        }
        return indexes;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
