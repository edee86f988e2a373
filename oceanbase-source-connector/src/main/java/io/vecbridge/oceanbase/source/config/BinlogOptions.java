// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.oceanbase.ConnectionUrl;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.oceanbase.source.config.CaptureOptions.CaptureMode;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** How to reach the binlog; user, password and TLS are those of the tenant. */
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

  static final Field.Set FIELDS = Field.setOf(HOSTNAME, PORT);

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

  /** What is wrong with options that are valid each by itself. */
  public List<Finding> findings() {
    boolean binlog = CaptureMode.BINLOG.matches(config.getString(CaptureOptions.MODE));
    return binlog && tenant().hasKeyStores()
        ? List.of(
            Finding.of(
                OceanBaseConnectionConfig.URL,
                "With capture.mode=binlog, certificates are read from the files of the connection.tls"
                    + " options: remove the key stores, which the binlog's connection can't use."))
        : List.of();
  }

  /** A JDBC URL of the same server, with the parameters of the tenant's. */
  public String url() {
    return tenant().withHost(hostname(), port());
  }

  private ConnectionUrl tenant() {
    return OceanBaseConnectionConfig.of(config).parsedUrl();
  }
}
