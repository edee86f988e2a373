// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.probe;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether a database runs statements. */
public final class JdbcProbe {
  private JdbcProbe() {}

  /** One quick look. */
  public static boolean answers(String url, String username, String password) throws SQLException {
    String quick = url + "?connectTimeout=2000&socketTimeout=5000";
    try (Connection connection = DriverManager.getConnection(quick, username, password);
        Statement statement = connection.createStatement();
        ResultSet one = statement.executeQuery("SELECT 1")) {
      return one.next();
    }
  }
}
