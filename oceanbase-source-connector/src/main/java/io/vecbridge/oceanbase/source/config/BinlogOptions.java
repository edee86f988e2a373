// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.config;

import com.github.shyiko.mysql.binlog.network.SSLMode;
import io.debezium.config.Configuration;
import io.debezium.config.EnumeratedValue;
import io.debezium.config.Field;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import java.net.URI;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** How to reach the binlog; user and password are those of the tenant. */
public final class BinlogOptions {
  private static final String JDBC = "jdbc:";
  private static final int MYSQL_PORT = 3306;

  static final Field HOSTNAME =
      Field.create("binlog.hostname")
          .withDisplayName("Binlog host")
          .withType(Type.STRING)
          .withImportance(Importance.MEDIUM)
          .withDescription(
              "With capture.mode=binlog, the host that serves the binlog: ODP, which forwards to the"
                  + " Binlog Service. By default the host of connection.url.");

  static final Field PORT =
      Field.create("binlog.port")
          .withDisplayName("Binlog port")
          .withType(Type.INT)
          .withImportance(Importance.MEDIUM)
          .withValidation(Field::isOptional, Field::isPositiveInteger)
          .withDescription(
              "With capture.mode=binlog, the port that serves the binlog. By default the port of"
                  + " connection.url.");

  static final Field SSL =
      Field.create("binlog.ssl.mode")
          .withDisplayName("Binlog TLS")
          .withEnum(BinlogSsl.class, BinlogSsl.DISABLED)
          .withImportance(Importance.LOW)
          .withDescription(
              "With capture.mode=binlog, TLS of the connection to the binlog: 'disabled';"
                  + " 'preferred', where the server has it; 'required'; 'verify_ca' and"
                  + " 'verify_identity', with the JVM's trust store.");

  /** TLS of the binlog's connection ({@code binlog.ssl.mode}); the words are MySQL's. */
  public enum BinlogSsl implements EnumeratedValue {
    /** None. */
    DISABLED(SSLMode.DISABLED),
    /** Where the server has it. */
    PREFERRED(SSLMode.PREFERRED),
    /** Always, with any certificate. */
    REQUIRED(SSLMode.REQUIRED),
    /** With a certificate that the JVM trusts. */
    VERIFY_CA(SSLMode.VERIFY_CA),
    /** With such a certificate of that host. */
    VERIFY_IDENTITY(SSLMode.VERIFY_IDENTITY);

    private final SSLMode mode;

    BinlogSsl(SSLMode mode) {
      this.mode = mode;
    }

    @Override
    public String getValue() {
      return mode.name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final Configuration config;

  BinlogOptions(Configuration config) {
    this.config = config;
  }

  /** The host that serves the binlog. */
  public String hostname() {
    String given = config.getString(HOSTNAME);
    return given == null || given.isBlank() ? address().getHost() : given.trim();
  }

  /** The port that serves it. */
  public int port() {
    if (config.getString(PORT) != null) {
      return config.getInteger(PORT);
    }
    return address().getPort() < 0 ? MYSQL_PORT : address().getPort();
  }

  /** TLS of the connection. */
  public SSLMode sslMode() {
    String given = config.getString(SSL);
    for (BinlogSsl ssl : BinlogSsl.values()) {
      if (ssl.getValue().equals(given)) {
        return ssl.mode;
      }
    }
    throw new IllegalArgumentException("binlog.ssl.mode: unknown value " + given);
  }

  /** A JDBC URL of the same server, with the parameters of the tenant's. */
  public String url() {
    String query = address().getRawQuery();
    return "jdbc:mysql://" + hostname() + ":" + port() + "/" + (query == null ? "" : "?" + query);
  }

  private URI address() {
    return URI.create(config.getString(OceanBaseConnectionConfig.URL).substring(JDBC.length()));
  }
}
