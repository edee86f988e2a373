// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.check;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.OceanBaseScn;
import io.vecbridge.common.oceanbase.UndoRetention;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.oceanbase.source.config.CaptureOptions;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig.Check;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the tenant can be captured by polls: it has an SCN, reads a table as of an SCN, compares
 * {@code ORA_ROWSCN} there, and keeps history for a while.
 */
final class ScnCheck {
  private static final Duration LEAST_RETENTION = Duration.ofMinutes(5);

  private final OceanBaseSourceConfig config;

  ScnCheck(OceanBaseSourceConfig config) {
    this.config = config;
  }

  List<Finding> findings(Connection connection, List<TableDefinition> tables) throws SQLException {
    List<Finding> findings = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      if (!config.prechecks().skips(Check.OCEANBASE_CAPABLE) && !tables.isEmpty()) {
        findInScn(statement, tables.get(0)).ifPresent(findings::add);
      }
      if (!config.prechecks().skips(Check.UNDO_RETENTION)) {
        findInRetention(connection).ifPresent(findings::add);
      }
    }
    return findings;
  }

  private Optional<Finding> findInScn(Statement statement, TableDefinition table)
      throws SQLException {
    try {
      long now = probe(statement, table);
      return config
          .capture()
          .start()
          .filter(start -> start.scn() > now)
          .map(
              start ->
                  Prechecks.finding(
                      start.option(),
                      "The start is in the future: the tenant's current SCN is "
                          + now
                          + ", in nanoseconds.",
                      Check.OCEANBASE_CAPABLE));
    } catch (SQLException e) {
      if (OceanBaseFailures.classify(e) == Failure.RETRY) {
        throw e;
      }
      return Optional.of(
          Prechecks.finding(
              CaptureOptions.MODE,
              "capture.mode=scn needs the tenant's SCN (current_scn(), or otherwise"
                  + " oceanbase.DBA_OB_TENANTS), and ORA_ROWSCN compared AS OF SNAPSHOT, which this"
                  + " tenant rejects ("
                  + OceanBaseFailures.reason(e)
                  + "). Use capture.mode=binlog.",
              Check.OCEANBASE_CAPABLE));
    }
  }

  /** The tenant's SCN. */
  private static long probe(Statement statement, TableDefinition table) throws SQLException {
    long scn = OceanBaseScn.current(statement.getConnection());
    String query =
        "SELECT /*+ FULL(t) */ 1 FROM "
            + table.name().quoted()
            + " AS OF SNAPSHOT "
            + scn
            + " t WHERE ORA_ROWSCN > 0 LIMIT 1";
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
    }
    return scn;
  }

  private static Optional<Finding> findInRetention(Connection connection) throws SQLException {
    return UndoRetention.read(connection)
        .filter(kept -> kept.compareTo(LEAST_RETENTION) < 0)
        .map(
            kept ->
                Prechecks.finding(
                    CaptureOptions.MODE,
                    "The tenant's undo_retention is "
                        + kept.toSeconds()
                        + " s: the position is lost in a snapshot or an outage that lasts longer."
                        + " Raise it (ALTER SYSTEM SET undo_retention=1800).",
                    Check.UNDO_RETENTION));
  }
}
