// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.check;

import io.vecbridge.common.oceanbase.OceanBaseCapabilities;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.config.PrecheckNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Connects once and looks at the server, for {@code PUT /connector-plugins/../config/validate}. */
public final class Precheck {
  private static final int ACCESS_DENIED = 1045;

  private final OceanBaseSinkConfig config;

  public Precheck(OceanBaseSinkConfig config) {
    this.config = config;
  }

  /**
   * Sentences by the key that they concern; empty if all is well. Waits no longer than a connect.
   */
  public Map<String, String> findings() {
    if (!config.checks(PrecheckNames.REACHABLE)) {
      return Map.of();
    }
    try (Connection connection = new OceanBaseConnections(config.connection()).open()) {
      return new ServerCheck(config).findings(OceanBaseCapabilities.probe(connection));
    } catch (SQLException e) {
      String key =
          e.getErrorCode() == ACCESS_DENIED
              ? OceanBaseConnectionConfig.USERNAME
              : OceanBaseConnectionConfig.URL;
      return Map.of(
          key,
          "OceanBase can't be reached: "
              + OceanBaseFailures.reason(e)
              + ". Skip the check by"
              + " precheck.skip="
              + PrecheckNames.REACHABLE
              + ".");
    }
  }
}
