// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.check;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.oceanbase.source.config.BinlogOptions;
import io.vecbridge.oceanbase.source.config.CaptureOptions;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig.Check;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the binlog holds whole rows, in transactions with GTIDs: the variables that decide it, as
 * far as the server has them. A session can still have settings of its own, so that events are
 * checked too when they are read.
 */
final class BinlogCheck {
  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("binlog_format", "ROW"),
          new Setting("binlog_row_image", "FULL"),
          new Setting("binlog_row_value_options", ""),
          new Setting("binlog_transaction_compression", "OFF"),
          new Setting("gtid_mode", "ON"));

  private final OceanBaseConnectionConfig connection;

  /**
   * @param connection to the server of the binlog
   */
  BinlogCheck(OceanBaseConnectionConfig connection) {
    this.connection = connection;
  }

  private record Setting(String variable, String needed) {
    Finding finding(String value) {
      String set = needed.isEmpty() ? "an empty string" : needed;
      return Prechecks.finding(
          CaptureOptions.MODE,
          "capture.mode=binlog needs "
              + variable
              + " to be "
              + set
              + ", and it is "
              + value
              + ": changes would be missing or incomplete. Set it globally, and reconnect sessions"
              + " that have another value.",
          Check.BINLOG_CAPABLE);
    }
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    try (Connection open = new OceanBaseConnections(connection).open();
        Statement statement = open.createStatement()) {
      for (Setting setting : SETTINGS) {
        String value = value(statement, setting.variable());
        if (value != null && !value.equalsIgnoreCase(setting.needed())) {
          findings.add(setting.finding(value));
        }
      }
      return findings;
    } catch (SQLException e) {
      return List.of(
          new Finding(
              BinlogOptions.HOSTNAME.name(),
              "The server of the binlog can't be reached: "
                  + OceanBaseFailures.reason(e)
                  + "."
                  + Prechecks.skipHint(Check.BINLOG_CAPABLE),
              OceanBaseFailures.classify(e) == Failure.RETRY));
    }
  }

  /** The value of a global variable; null if the server has none of that name. */
  private static String value(Statement statement, String variable) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SHOW GLOBAL VARIABLES LIKE '" + variable + "'")) {
      return rows.next() ? rows.getString(2) : null;
    }
  }
}
