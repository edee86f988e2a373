// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tenant's clock: system change numbers, nanoseconds since 1970. */
public final class OceanBaseScn {
  /** Stands for the time at which a statement runs, if its SCN is unknown. */
  public static final long NOW = 0;

  private static final int NO_SUCH_FUNCTION = 1305;

  private OceanBaseScn() {}

  /**
   * An SCN that no later commit goes below: that of this moment, or, if the kernel has no {@code
   * current_scn()}, the one up to which the tenant is readable everywhere, some seconds earlier.
   */
  public static long current(Connection connection) throws SQLException {
    long scn = latest(connection);
    if (scn == NOW) {
      scn = query(connection, "SELECT MAX(READABLE_SCN) FROM oceanbase.DBA_OB_TENANTS");
    }
    if (scn == NOW) {
      throw new SQLException("The tenant does not report its SCN.", "HY000", 1235);
    }
    return scn;
  }

  /**
   * The SCN of this moment, which no earlier commit is above either, or {@link #NOW} if the kernel
   * has no {@code current_scn()}.
   */
  public static long latest(Connection connection) throws SQLException {
    try {
      return query(connection, "SELECT current_scn()");
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_SUCH_FUNCTION) {
        return NOW;
      }
      throw e;
    }
  }

  private static long query(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getLong(1) : NOW;
    }
  }
}
