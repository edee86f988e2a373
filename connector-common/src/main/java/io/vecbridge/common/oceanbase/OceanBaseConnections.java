// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import com.mysql.cj.jdbc.Driver;
import io.vecbridge.common.oceanbase.tls.PemSocketFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Opens connections whose session is the same whatever the tenant's defaults are: strict SQL mode,
 * a zero that is stored as a zero, time zone UTC, read committed, a bounded statement time.
 *
 * <p>The driver is called directly, not through DriverManager: every plugin has its own class
 * loader.
 */
public final class OceanBaseConnections {
  private static final int SOCKET_GRACE_MS = 10_000;
  private static final int UNKNOWN_VARIABLE = 1193;

  /**
   * Up to so many characters the driver keeps what it has parsed of a statement, of 25 statements:
   * an insert of 1,000 rows has 20,000, and takes a quarter of the writing thread's time to parse.
   */
  private static final String PARSED_ONCE = "65536";

  private final OceanBaseConnectionConfig config;

  public OceanBaseConnections(OceanBaseConnectionConfig config) {
    this.config = config;
  }

  /**
   * A new connection in auto-commit mode; the caller closes it. Waits no longer than the connect
   * timeout.
   */
  public Connection open() throws SQLException {
    Connection connection = new Driver().connect(config.url(), properties());
    if (connection == null) {
      throw new SQLException("The driver does not accept the URL in connection.url.", "08001");
    }
    try {
      prepare(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      try {
        connection.close();
      } catch (SQLException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  private Properties properties() {
    long query = config.queryTimeout().toMillis();
    Properties properties = new Properties();
    properties.setProperty("user", config.username());
    properties.setProperty("password", config.password().value());
    properties.setProperty("useServerPrepStmts", "false");
    properties.setProperty("cachePrepStmts", "true");
    properties.setProperty("prepStmtCacheSqlLimit", PARSED_ONCE);
    properties.setProperty("useLocalSessionState", "true");
    properties.setProperty("tinyInt1isBit", "false");
    properties.setProperty("characterEncoding", "UTF-8");
    properties.setProperty("connectionTimeZone", "UTC");
    // Of several hosts, the one that was connected to is kept: another one knows no session.
    properties.setProperty("queriesBeforeRetrySource", "0");
    properties.setProperty("secondsBeforeRetrySource", "0");
    properties.setProperty("failOverReadOnly", "false");
    properties.setProperty("connectTimeout", String.valueOf(config.connectTimeout().toMillis()));
    properties.setProperty(
        "socketTimeout", String.valueOf(query + Math.min(query, SOCKET_GRACE_MS)));
    if (config.tlsFiles().given()) {
      properties.setProperty("sslMode", config.sslMode().name());
      PemSocketFactory.use(config.tlsFiles(), properties);
    }
    return properties;
  }

  private void prepare(Connection connection) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO',"
              + " time_zone = '+00:00'");
      setQueryTimeout(statement);
    }
  }

  private void setQueryTimeout(Statement statement) throws SQLException {
    try {
      statement.execute(
          "SET SESSION ob_query_timeout = " + config.queryTimeout().toNanos() / 1_000);
    } catch (SQLException e) {
      // A plain MySQL server has no such variable; the socket's timeout bounds the wait there.
      if (e.getErrorCode() != UNKNOWN_VARIABLE) {
        throw e;
      }
    }
  }
}
