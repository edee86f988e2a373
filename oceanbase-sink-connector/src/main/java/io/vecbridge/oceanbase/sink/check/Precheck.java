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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Connects once and looks at the server, for {@code PUT /connector-plugins/../config/validate}. */
public final class Precheck {
  private static final int ACCESS_DENIED = 1045;
  // Connect's REST interface, and who waits for it, has little patience.
  private static final Duration LONGEST = Duration.ofSeconds(4);

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
    try (Connection connection = new OceanBaseConnections(quick(config.connection())).open()) {
      OceanBaseCapabilities server = OceanBaseCapabilities.probe(connection);
      Map<String, String> findings = new LinkedHashMap<>(new ServerCheck(config).findings(server));
      new PrivilegeCheck(config).findings(connection).forEach(findings::putIfAbsent);
      new NamedTablesCheck(config).findings(connection, server).forEach(findings::putIfAbsent);
      return findings;
    } catch (SQLException e) {
      return unreachable(e);
    }
  }

  private static OceanBaseConnectionConfig quick(OceanBaseConnectionConfig connection) {
    return connection.withTimeouts(
        shorter(connection.connectTimeout()), shorter(connection.queryTimeout()));
  }

  private static Duration shorter(Duration timeout) {
    return timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
  }

  private static Map<String, String> unreachable(SQLException e) {
    String sentence =
        "OceanBase can't be reached: "
            + OceanBaseFailures.reason(e)
            + ". Skip the check by precheck.skip="
            + PrecheckNames.REACHABLE
            + ".";
    if (e.getErrorCode() == ACCESS_DENIED) {
      // The server doesn't tell which of the two is wrong.
      return Map.of(
          OceanBaseConnectionConfig.USERNAME,
          sentence,
          OceanBaseConnectionConfig.PASSWORD,
          sentence);
    }
    return Map.of(OceanBaseConnectionConfig.URL, sentence);
  }
}
