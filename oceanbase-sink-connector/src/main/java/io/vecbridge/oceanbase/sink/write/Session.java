// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.oceanbase.OceanBaseCapabilities;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.metrics.SinkCounters;
import io.vecbridge.oceanbase.sink.batch.ChangeConverter;
import io.vecbridge.oceanbase.sink.check.PrivilegeCheck;
import io.vecbridge.oceanbase.sink.check.ServerCheck;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.table.Tables;
import io.vecbridge.oceanbase.sink.table.TargetTable;
import io.vecbridge.oceanbase.sink.type.ColumnTypes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One connection with what was learnt over it: what the server can do, which tables there are. An
 * error closes it, and the next put learns everything anew.
 */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final Tables tables;
  private final Map<TableName, Conversions> conversions = new HashMap<>();

  private Session(Connection connection, Tables tables) {
    this.connection = connection;
    this.tables = tables;
  }

  /** Connects, and repeats the checks of the server. */
  static Session open(
      OceanBaseSinkConfig config,
      OceanBaseConnections connections,
      SinkCounters counters,
      LongSupplier nanoClock)
      throws SQLException {
    Connection connection = connections.open();
    try {
      OceanBaseCapabilities capabilities = OceanBaseCapabilities.probe(connection);
      new ServerCheck(config).require(capabilities);
      new PrivilegeCheck(config).require(connection);
      if (capabilities.version().oceanBase()) {
        limitTransactions(connection, config.flow().putTimeout());
      }
      connection.setAutoCommit(false);
      ColumnTypes types = new ColumnTypes(bindsBinary(config, capabilities));
      return new Session(
          connection, new Tables(connection, capabilities, config, types, counters, nanoClock));
    } catch (SQLException | RuntimeException e) {
      try {
        connection.close();
      } catch (SQLException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  /** A transaction that lives longer is rolled back by the server, whatever became of the task. */
  private static void limitTransactions(Connection connection, Duration longest)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION ob_trx_timeout = " + longest.toNanos() / 1_000);
    }
  }

  Connection connection() {
    return connection;
  }

  Tables tables() {
    return tables;
  }

  ChangeConverter converter(TargetTable target) {
    TableName name = target.table().name();
    Conversions known = conversions.get(name);
    if (known == null || known.target() != target) {
      known = new Conversions(target, new ChangeConverter(target));
      conversions.put(name, known);
    }
    return known.converter();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static boolean bindsBinary(
      OceanBaseSinkConfig config, OceanBaseCapabilities capabilities) {
    return switch (config.write().vectorBind()) {
      case AUTO -> capabilities.binaryVectors();
      case BINARY -> true;
      case TEXT -> false;
    };
  }

  private record Conversions(TargetTable target, ChangeConverter converter) {}
}
