// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;

/**
 * How to reach the tenant.
 *
 * @param url a MySQL Connector/J URL, {@code jdbc:mysql://host:port/database?parameters}
 * @param username {@code user@tenant#cluster} through ODP, {@code user@tenant} directly
 * @param connectTimeout longest wait for the connection itself
 * @param queryTimeout longest time of one statement, also the session's {@code ob_query_timeout}
 */
public record OceanBaseConnectionConfig(
    String url,
    String username,
    Password password,
    Duration connectTimeout,
    Duration queryTimeout) {

  public static final String URL = "connection.url";
  public static final String USERNAME = "connection.username";
  public static final String PASSWORD = "connection.password";
  public static final String CONNECT_TIMEOUT = "connection.timeout.ms";
  public static final String QUERY_TIMEOUT = "query.timeout.ms";
  private static final String GROUP = "Connection";

  /** Adds the keys of this group to a connector's definition. */
  public static ConfigDef define(ConfigDef def) {
    return def.define(
            URL,
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new ConnectionUrlValidator(),
            Importance.HIGH,
            """
            JDBC URL of the MySQL-compatible tenant, jdbc:mysql://host:port/database. Port 2881 is \
            the observer's, 2883 that of ODP. TLS is set by parameters of MySQL Connector/J, such \
            as sslMode=VERIFY_CA and trustCertificateKeyStoreUrl.""",
            GROUP,
            1,
            Width.LONG,
            "Connection URL")
        .define(
            USERNAME,
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "User name: user@tenant#cluster through ODP, user@tenant directly.",
            GROUP,
            2,
            Width.MEDIUM,
            "User name")
        .define(
            PASSWORD,
            Type.PASSWORD,
            null,
            Importance.HIGH,
            "Password of the user.",
            GROUP,
            3,
            Width.MEDIUM,
            "Password")
        .define(
            CONNECT_TIMEOUT,
            Type.INT,
            10_000,
            ConfigDef.Range.between(100, 600_000),
            Importance.LOW,
            "Longest wait for a new connection, in milliseconds.",
            GROUP,
            4,
            Width.SHORT,
            "Connect timeout (ms)")
        .define(
            QUERY_TIMEOUT,
            Type.INT,
            30_000,
            ConfigDef.Range.between(1_000, 3_600_000),
            Importance.MEDIUM,
            """
            Longest time of one statement, in milliseconds: set as ob_query_timeout of the session, \
            and, with some seconds more, as the socket's timeout. Keep it well below the consumer's \
            max.poll.interval.ms.""",
            GROUP,
            5,
            Width.SHORT,
            "Query timeout (ms)");
  }

  /** The values of a parsed configuration. */
  public static OceanBaseConnectionConfig of(AbstractConfig config) {
    Password password = config.getPassword(PASSWORD);
    return new OceanBaseConnectionConfig(
        config.getString(URL),
        config.getString(USERNAME),
        password == null ? new Password("") : password,
        Duration.ofMillis(config.getInt(CONNECT_TIMEOUT)),
        Duration.ofMillis(config.getInt(QUERY_TIMEOUT)));
  }

  /** The same with other timeouts. */
  public OceanBaseConnectionConfig withTimeouts(Duration connect, Duration query) {
    return new OceanBaseConnectionConfig(url, username, password, connect, query);
  }

  /** The database of the URL's path, or an empty string. */
  public String database() {
    return ConnectionUrl.database(url);
  }
}
