// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tenant's clock: system change numbers, nanoseconds since 1970. */
public final class OceanBaseScn {
  private OceanBaseScn() {}

  /** An SCN that no later commit goes below. */
  public static long current(Connection connection, OceanBaseCapabilities capabilities)
      throws SQLException {
    String query =
        capabilities.currentScn()
            ? "SELECT current_scn()"
            : "SELECT MAX(READABLE_SCN) FROM oceanbase.DBA_OB_TENANTS";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      if (!rows.next() || rows.getLong(1) == 0) {
        throw new SQLException("The tenant does not tell its SCN.", "HY000", 1235);
      }
      return rows.getLong(1);
    }
  }
}
