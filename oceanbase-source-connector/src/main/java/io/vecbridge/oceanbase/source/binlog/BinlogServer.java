// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.oceanbase.source.config.BinlogOptions;
import io.vecbridge.oceanbase.source.offset.GtidSets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the server of the binlog says of it, asked by SQL: through ODP, the tenant's own service.
 */
final class BinlogServer {
  private final OceanBaseConnections connections;

  BinlogServer(OceanBaseConnectionConfig tenant, BinlogOptions options) {
    this.connections =
        new OceanBaseConnections(
            new OceanBaseConnectionConfig(
                options.url(),
                tenant.username(),
                tenant.password(),
                tenant.connectTimeout(),
                tenant.queryTimeout()));
  }

  /** All transactions that the binlog has, or had, now. */
  String executedGtids() throws SQLException {
    try (Connection connection = connections.open();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT @@global.gtid_executed")) {
      rows.next();
      return GtidSets.normalized(rows.getString(1));
    }
  }

  /** Whether the binlog still has everything that a set of transactions lacks. */
  boolean has(String gtids) throws SQLException {
    try (Connection connection = connections.open();
        PreparedStatement statement =
            connection.prepareStatement("SELECT GTID_SUBSET(@@global.gtid_purged, ?)")) {
      statement.setString(1, gtids);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }
}
