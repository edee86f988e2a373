// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.config;

import com.github.shyiko.mysql.binlog.network.SSLMode;
import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Choice;
import io.vecbridge.common.oceanbase.ConnectionUrl;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** How to reach the binlog; user and password are those of the tenant. */
public final class BinlogOptions {
  public static final Field HOSTNAME =
      Field.create("binlog.hostname")
          .withDisplayName("Binlog host")
          .withType(Type.STRING)
          .withImportance(Importance.MEDIUM)
          .withDescription(
              "With capture.mode=binlog, the host that serves the binlog: ODP, which forwards to the"
                  + " Binlog Service. By default the host of connection.url.");

  private static final Field PORT =
      Field.create("binlog.port")
          .withDisplayName("Binlog port")
          .withType(Type.INT)
          .withImportance(Importance.MEDIUM)
          .withValidation(Field::isOptional, Field::isPositiveInteger)
          .withDescription(
              "With capture.mode=binlog, the port that serves the binlog. By default the port of"
                  + " connection.url.");

  private static final Field SSL =
      Choice.option("binlog.ssl.mode", BinlogSsl.DISABLED)
          .withDisplayName("Binlog TLS")
          .withImportance(Importance.LOW)
          .withDescription(
              "With capture.mode=binlog, TLS of the connection to the binlog: 'disabled'; 'preferred',"
                  + " if the server supports it; 'required'; 'verify_ca' and 'verify_identity', with"
                  + " the JVM's trust store.");

  /** TLS of the binlog's connection ({@code binlog.ssl.mode}); the words are MySQL's. */
  public enum BinlogSsl implements Choice {
    /** None. */
    DISABLED(SSLMode.DISABLED),
    /** If the server supports it. */
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
  }

  static final Field.Set FIELDS = Field.setOf(HOSTNAME, PORT, SSL);

  private final Configuration config;

  BinlogOptions(Configuration config) {
    this.config = config;
  }

  /** The host that serves the binlog. */
  public String hostname() {
    String given = config.getString(HOSTNAME);
    return given == null || given.isBlank() ? tenant().host() : given;
  }

  /** The port that serves it. */
  public int port() {
    return config.getString(PORT) == null ? tenant().port() : config.getInteger(PORT);
  }

  /** TLS of the connection. */
  public SSLMode sslMode() {
    return Choice.of(BinlogSsl.class, config, SSL).mode;
  }

  /** A JDBC URL of the same server, with the parameters of the tenant's. */
  public String url() {
    return tenant().withHost(hostname(), port());
  }

  private ConnectionUrl tenant() {
    return OceanBaseConnectionConfig.of(config).parsedUrl();
  }
}
