// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.check;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.source.filter.FilterException;
import io.vecbridge.oceanbase.source.config.CaptureOptions.CaptureMode;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig.Check;
import io.vecbridge.oceanbase.source.config.TableOptions;
import io.vecbridge.oceanbase.source.filter.RowCondition;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether row filters can be evaluated: by the server, and with {@code capture.mode=binlog} by the
 * connector too.
 */
final class FilterCheck {
  private final OceanBaseSourceConfig config;

  FilterCheck(OceanBaseSourceConfig config) {
    this.config = config;
  }

  List<Finding> findings(Connection connection, List<TableDefinition> tables) throws SQLException {
    List<Finding> findings = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (TableDefinition table : tables) {
        String condition = config.tables().rows().of(CapturedTables.id(table.name()));
        if (!condition.isEmpty()) {
          Optional<Finding> refused = inServer(statement, table, condition);
          (refused.isPresent() ? refused : inConnector(table, condition)).ifPresent(findings::add);
        }
      }
    }
    return findings;
  }

  private Optional<Finding> inConnector(TableDefinition table, String condition) {
    if (config.capture().mode() != CaptureMode.BINLOG) {
      return Optional.empty();
    }
    try {
      RowCondition.of(condition, table);
      return Optional.empty();
    } catch (FilterException e) {
      return Optional.of(
          finding(
              "The condition of row.filter.overrides."
                  + table.name()
                  + " can't be evaluated for changes: "
                  + e.getMessage()));
    }
  }

  /** The server looks at a condition, and at no row. */
  private static Optional<Finding> inServer(
      Statement statement, TableDefinition table, String condition) throws SQLException {
    String query =
        "SELECT (" + condition + ") IS TRUE FROM " + table.name().quoted() + " t LIMIT 0";
    try (ResultSet none = statement.executeQuery(query)) {
      none.next();
      return Optional.empty();
    } catch (SQLException e) {
      if (OceanBaseFailures.classify(e) == Failure.RETRY) {
        throw e;
      }
      return Optional.of(
          finding(
              "OceanBase rejects the condition of row.filter.overrides."
                  + table.name()
                  + ": "
                  + OceanBaseFailures.reason(e)
                  + "."));
    }
  }

  private static Finding finding(String message) {
    return Prechecks.finding(TableOptions.ROW_FILTERS, message, Check.ROW_FILTERS_EVALUATED);
  }
}
