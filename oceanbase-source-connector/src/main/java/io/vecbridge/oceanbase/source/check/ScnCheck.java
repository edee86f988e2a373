// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.check;

import io.vecbridge.common.failure.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.OceanBaseScn;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.source.config.Finding;
import io.vecbridge.oceanbase.source.config.CaptureOptions;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.config.PrecheckNames;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Whether the tenant can be captured by polls: it tells its SCN, reads a table as it was, compares
 * {@code ORA_ROWSCN} there, and keeps history for a while.
 */
final class ScnCheck {
  private static final long LEAST_RETENTION_SECONDS = 300;

  private final OceanBaseSourceConfig config;

  ScnCheck(OceanBaseSourceConfig config) {
    this.config = config;
  }

  Optional<Finding> find(Connection connection, List<TableDefinition> tables) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!config.prechecks().skips(PrecheckNames.CAPABLE) && !tables.isEmpty()) {
        try {
          long now = probe(statement, tables.get(0));
          if (config.capture().startScn().orElse(now) > now) {
            return Precheck.finding(
                CaptureOptions.START_SCN_NAME,
                "The SCN is in the future: the tenant's is " + now + " now, in nanoseconds",
                PrecheckNames.CAPABLE);
          }
        } catch (SQLException e) {
          if (OceanBaseFailures.classify(e) == Failure.RETRY) {
            throw e;
          }
          return Precheck.finding(
              CaptureOptions.MODE_NAME,
              "capture.mode=scn needs the tenant's SCN (current_scn(), or else oceanbase.DBA_OB_TENANTS),"
                  + " and ORA_ROWSCN compared AS OF SNAPSHOT, which this tenant refuses ("
                  + OceanBaseFailures.reason(e)
                  + "); use capture.mode=binlog",
              PrecheckNames.CAPABLE);
        }
      }
      return config.prechecks().skips(PrecheckNames.UNDO_RETENTION)
          ? Optional.empty()
          : findInRetention(statement);
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

  private static Optional<Finding> findInRetention(Statement statement) throws SQLException {
    long seconds = LEAST_RETENTION_SECONDS;
    try (ResultSet rows = statement.executeQuery("SHOW PARAMETERS LIKE 'undo_retention'")) {
      while (rows.next()) {
        seconds = Math.min(seconds, rows.getLong("value"));
      }
    }
    return seconds >= LEAST_RETENTION_SECONDS
        ? Optional.empty()
        : Precheck.finding(
            CaptureOptions.MODE_NAME,
            "The tenant's undo_retention is "
                + seconds
                + " s: a snapshot or a stop that lasts longer loses its place. Raise it (ALTER"
                + " SYSTEM SET undo_retention=1800)",
            PrecheckNames.UNDO_RETENTION);
  }
}
