// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import com.mysql.cj.conf.PropertyDefinitions.SslMode;
import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.oceanbase.tls.TlsFiles;
import io.vecbridge.common.oceanbase.tls.TlsOptions;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;

/**
 * How to reach the tenant.
 *
 * @param url a MySQL Connector/J URL, {@code jdbc:mysql://host:port/database?parameters}
 * @param username {@code user@tenant#cluster} through ODP, {@code user@tenant} directly
 * @param tlsFiles certificates and key of connections with TLS
 * @param connectTimeout the maximum wait for the connection itself
 * @param queryTimeout the maximum time of one statement, also the session's {@code
 *     ob_query_timeout}
 */
public record OceanBaseConnectionConfig(
    String url,
    String username,
    Password password,
    TlsFiles tlsFiles,
    Duration connectTimeout,
    Duration queryTimeout) {

  public static final Field URL =
      Field.create("connection.url")
          .withDisplayName("Connection URL")
          .withWidth(Width.LONG)
          .withImportance(Importance.HIGH)
          .required()
          .withValidation(ConnectionUrl::validate)
          .withDescription(
              "JDBC URL of the MySQL-compatible tenant, jdbc:mysql://host:port/database. Port 2881"
                  + " is an observer's, 2883 that of OceanBase's proxy (ODP). The parameter sslMode"
                  + " sets TLS: DISABLED; PREFERRED, the default, if the server supports it; REQUIRED;"
                  + " VERIFY_CA; VERIFY_IDENTITY, the default with the connection.tls options.");

  public static final Field USERNAME =
      Field.create("connection.username")
          .withDisplayName("User name")
          .withWidth(Width.MEDIUM)
          .withImportance(Importance.HIGH)
          .required()
          .withDescription("User name: user@tenant#cluster through ODP, user@tenant directly.");

  public static final Field PASSWORD =
      Field.create("connection.password")
          .withDisplayName("Password")
          .withType(Type.PASSWORD)
          .withWidth(Width.MEDIUM)
          .withImportance(Importance.HIGH)
          .withDescription("Password of the user.");

  public static final Field CONNECT_TIMEOUT =
      Field.create("connection.timeout.ms")
          .withDisplayName("Connect timeout (ms)")
          .withType(Type.INT)
          .withWidth(Width.SHORT)
          .withImportance(Importance.LOW)
          .withDefault(10_000)
          .withValidation(Field.RangeValidator.between(100, 600_000))
          .withDescription("The maximum wait for a new connection, in milliseconds.");

  public static final Field QUERY_TIMEOUT =
      Field.create("query.timeout.ms")
          .withDisplayName("Query timeout (ms)")
          .withType(Type.INT)
          .withWidth(Width.SHORT)
          .withImportance(Importance.MEDIUM)
          .withDefault(30_000)
          .withValidation(Field.RangeValidator.between(1_000, 3_600_000))
          .withDescription(
              "The maximum time of one statement, in milliseconds: it is the session's"
                  + " ob_query_timeout and, with some seconds more, the socket's timeout. For a sink,"
                  + " keep it well below the consumer's max.poll.interval.ms.");

  /** All of them, in the order of the documentation. */
  public static final Field.Set FIELDS =
      Field.setOf(URL, USERNAME, PASSWORD)
          .with(TlsOptions.FIELDS)
          .with(CONNECT_TIMEOUT, QUERY_TIMEOUT);

  /** The connection that a connector's options describe. */
  public static OceanBaseConnectionConfig of(Configuration config) {
    return new OceanBaseConnectionConfig(
        config.getString(URL),
        config.getString(USERNAME),
        new Password(config.getString(PASSWORD, "")),
        TlsOptions.of(config),
        Duration.ofMillis(config.getInteger(CONNECT_TIMEOUT)),
        Duration.ofMillis(config.getInteger(QUERY_TIMEOUT)));
  }

  /** The same with timeouts that are no longer than these. */
  public OceanBaseConnectionConfig within(Duration connect, Duration query) {
    return new OceanBaseConnectionConfig(
        url,
        username,
        password,
        tlsFiles,
        shorter(connectTimeout, connect),
        shorter(queryTimeout, query));
  }

  /** The same user at another URL. */
  public OceanBaseConnectionConfig at(String otherUrl) {
    return new OceanBaseConnectionConfig(
        otherUrl, username, password, tlsFiles, connectTimeout, queryTimeout);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The URL's parts. */
  public ConnectionUrl parsedUrl() {
    return ConnectionUrl.of(url);
  }

  /** TLS of the connection, and of that to the binlog. */
  public SslMode sslMode() {
    return parsedUrl().sslMode(tlsFiles.given());
  }

  /** The database of the URL's path, or an empty string. */
  public String database() {
    return parsedUrl().database();
  }
}
