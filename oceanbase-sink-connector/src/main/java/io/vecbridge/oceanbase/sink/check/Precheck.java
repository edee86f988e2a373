// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.check;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseCapabilities;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig.Check;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Connects once and checks the server and the tables that the configuration names. */
public final class Precheck {
  private static final int ACCESS_DENIED = 1045;
  // Connect's REST interface and its users have little patience.
  private static final Duration LONGEST = Duration.ofSeconds(4);

  private final OceanBaseSinkConfig config;

  public Precheck(OceanBaseSinkConfig config) {
    this.config = config;
  }

  /** What is wrong; empty if all is well. Waits no longer than a connect. */
  public List<Finding> findings() {
    List<String> topics = config.topics();
    List<Finding> findings = new ArrayList<>(new SharedTablesCheck(config).findings(topics));
    if (config.checks(Check.OCEANBASE_REACHABLE)) {
      findings.addAll(inOceanBase(topics));
    }
    return findings;
  }

  private List<Finding> inOceanBase(List<String> topics) {
    OceanBaseConnectionConfig quick = config.connection().within(LONGEST, LONGEST);
    try (Connection connection = new OceanBaseConnections(quick).open()) {
      OceanBaseCapabilities server = OceanBaseCapabilities.probe(connection);
      List<Finding> findings = new ArrayList<>(new ServerCheck(config).findings(server));
      findings.addAll(new PrivilegeCheck(config).findings(connection));
      findings.addAll(new NamedTablesCheck(config).findings(connection, server, topics));
      return findings;
    } catch (SQLException e) {
      return unreachable(e);
    }
  }

  private static List<Finding> unreachable(SQLException e) {
    String message =
        "OceanBase can't be reached: "
            + OceanBaseFailures.reason(e)
            + "."
            + Prechecks.skipHint(Check.OCEANBASE_REACHABLE);
    boolean temporary = OceanBaseFailures.classify(e) == Failure.RETRY;
    if (e.getErrorCode() == ACCESS_DENIED) {
      // The server doesn't say which of the two is wrong.
      return Stream.of(OceanBaseConnectionConfig.USERNAME, OceanBaseConnectionConfig.PASSWORD)
          .map(option -> new Finding(option.name(), message, temporary))
          .toList();
    }
    return List.of(new Finding(OceanBaseConnectionConfig.URL.name(), message, temporary));
  }
}
