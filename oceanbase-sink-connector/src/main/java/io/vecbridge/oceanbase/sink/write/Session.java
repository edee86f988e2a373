// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Validation;
import io.vecbridge.common.oceanbase.OceanBaseCapabilities;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.oceanbase.sink.check.PrivilegeCheck;
import io.vecbridge.oceanbase.sink.check.ServerCheck;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.metrics.OceanBaseSinkMetrics;
import io.vecbridge.oceanbase.sink.table.IndexBuilds;
import io.vecbridge.oceanbase.sink.table.TableOpening;
import io.vecbridge.oceanbase.sink.table.Tables;
import io.vecbridge.oceanbase.sink.table.TargetNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** One connection with what was learnt over it: what the server can do, which tables there are. */
record Session(Connection connection, Tables tables) {

  /** Connects, and repeats the checks of the server. */
  static Session open(
      OceanBaseSinkConfig config,
      OceanBaseConnections connections,
      TargetNames names,
      IndexBuilds indexes,
      OceanBaseSinkMetrics metrics,
      LongSupplier nanoClock)
      throws SQLException {
    Connection connection = connections.open();
    try {
      OceanBaseCapabilities capabilities = OceanBaseCapabilities.probe(connection);
      List<Finding> findings = new ArrayList<>(new ServerCheck(config).findings(capabilities));
      findings.addAll(new PrivilegeCheck(config).findings(connection));
      Validation.refuse(findings);
      if (capabilities.version().oceanBase()) {
        limitTransactions(connection, config.flow().putTimeout());
      }
      connection.setAutoCommit(false);
      return new Session(
          connection,
          new Tables(
              new TableOpening(connection, capabilities, config, metrics, names, indexes),
              nanoClock));
    } catch (SQLException | RuntimeException e) {
      try {
        connection.close();
      } catch (SQLException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  /**
   * A transaction that lives longer is rolled back by the server, whatever happened to the task.
   */
  private static void limitTransactions(Connection connection, Duration longest)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION ob_trx_timeout = " + longest.toNanos() / 1_000);
    }
  }
}
