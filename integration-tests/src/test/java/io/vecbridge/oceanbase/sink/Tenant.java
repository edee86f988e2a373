// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.server.OceanBase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A MySQL-compatible tenant and a user with all privileges in it. */
public record Tenant(String url, String username, String password) {
  public static Tenant of(OceanBase server) {
    return new Tenant(server.jdbcUrl(), server.username(), server.password());
  }

  /** A client of a database that is made anew. */
  public OceanBaseClient emptied(String database) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, username, password)) {
      connection.createStatement().execute("DROP DATABASE IF EXISTS " + database);
    }
    return new OceanBaseClient(url, username, password, database);
  }
}
