// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.event;

import com.github.shyiko.mysql.binlog.GtidSet;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.oceanbase.source.config.BinlogOptions;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * The server of the binlog: through ODP, the tenant's own Binlog Service. It answers SQL, and sends
 * events over a connection of its own.
 */
public final class BinlogServer implements Binlog {
  private final OceanBaseConnections connections;
  private final BinlogConnection events;

  /** Of a connector's options; nothing is opened yet. */
  public BinlogServer(OceanBaseConnectionConfig tenant, BinlogOptions options) {
    this.connections = new OceanBaseConnections(tenant.at(options.url()));
    this.events = new BinlogConnection(tenant, options);
  }

  @Override
  public String executedGtids() throws SQLException {
    try (Connection connection = connections.open()) {
      return gtids(connection, "gtid_executed");
    }
  }

  @Override
  public boolean continues(String gtids) throws SQLException {
    try (Connection connection = connections.open()) {
      GtidSet purged = new GtidSet(gtids(connection, "gtid_purged"));
      GtidSet executed = new GtidSet(gtids(connection, "gtid_executed"));
      GtidSet known = new GtidSet(gtids);
      return purged.isContainedWithin(known) && known.isContainedWithin(executed);
    }
  }

  private static String gtids(Connection connection, String variable) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT @@global." + variable)) {
      rows.next();
      return BinlogPosition.normalized(rows.getString(1));
    }
  }

  @Override
  public void read(String gtids, Map<Long, TableMapEventData> maps, Handler handler)
      throws IOException, SQLException, InterruptedException {
    events.read(gtids, maps, handler);
  }

  @Override
  public void close() {
    events.close();
  }
}
