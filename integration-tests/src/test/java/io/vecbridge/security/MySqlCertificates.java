// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.security;

import io.vecbridge.common.testing.CertificateAuthority;
import io.vecbridge.common.testing.CertificateAuthority.Issued;
import io.vecbridge.harness.server.MySqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Certificates of a running MySQL that a test sets; closing it gives back the earlier ones. */
public final class MySqlCertificates implements AutoCloseable {
  private final Connection root;
  private final Map<String, String> earlier = new LinkedHashMap<>();

  /** Sets none yet. */
  public MySqlCertificates(MySqlServer mysql) throws SQLException {
    root = DriverManager.getConnection(mysql.jdbcUrl(), mysql.username(), mysql.password());
    try (Statement statement = root.createStatement()) {
      for (String variable : List.of("ssl_ca", "ssl_cert", "ssl_key")) {
        try (ResultSet row = statement.executeQuery("SELECT @@global." + variable)) {
          row.next();
          earlier.put(variable, row.getString(1));
        }
      }
    }
  }

  /**
   * Shows a certificate to new connections.
   *
   * @param authority issued it, and those of the clients
   */
  public void use(CertificateAuthority authority, Issued issued) throws SQLException {
    use(
        Map.of(
            "ssl_ca", authority.certificate().toString(),
            "ssl_cert", issued.certificate().toString(),
            "ssl_key", issued.key().toString()));
  }

  private void use(Map<String, String> files) throws SQLException {
    try (Statement statement = root.createStatement()) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        statement.execute("SET GLOBAL " + file.getKey() + " = '" + file.getValue() + "'");
      }
      statement.execute("ALTER INSTANCE RELOAD TLS");
    }
  }

  @Override
  public void close() throws SQLException {
    use(earlier);
    root.close();
  }
}
