// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.vecbridge.common.source.config.SnapshotMode;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.offset.GtidSets;
import io.vecbridge.oceanbase.source.offset.SnapshotPosition;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the capture begins: at what is stored, at a snapshot, or at what comes now. */
final class BinlogStart {
  private static final Logger LOG = LoggerFactory.getLogger(BinlogStart.class);

  private final OceanBaseSourceConfig config;
  private final BinlogServer server;

  BinlogStart(OceanBaseSourceConfig config, BinlogServer server) {
    this.config = config;
    this.server = server;
  }

  /**
   * The first position of a run.
   *
   * @param stored the offset that Connect has, or null
   * @throws ConnectException for a position that the binlog does not have any more
   */
  BinlogPosition position(Map<String, Object> stored) throws SQLException {
    SnapshotMode mode = config.getSnapshotMode();
    if (stored == null || mode.snapshotsAtEveryStart()) {
      return fresh(mode);
    }
    BinlogPosition position = BinlogPosition.of(stored);
    if (server.has(position.gtids())) {
      return position;
    }
    if (!mode.snapshotsWhenPositionIsLost()) {
      throw lost();
    }
    LOG.warn(
        "The binlog has no longer what follows the stored GTID set. A new snapshot is taken; rows"
            + " that were deleted in the gap stay in the target");
    return fresh(mode);
  }

  static ConnectException lost() {
    return new ConnectException(
        "The binlog has no longer what follows the stored GTID set: changes are lost. Take a new"
            + " snapshot: set snapshot.mode=when_needed and restart, or remove the connector's"
            + " offsets (DELETE /connectors/<name>/offsets); and keep binlogs for longer.");
  }

  private BinlogPosition fresh(SnapshotMode mode) throws SQLException {
    String start = config.capture().startGtid();
    if (!mode.snapshotsNewCollections()) {
      String gtids = start.isEmpty() ? server.executedGtids() : GtidSets.normalized(start);
      if (!server.has(gtids)) {
        throw new ConnectException(
            "The binlog has no longer what follows capture.start.gtid. Name a later GTID set, or"
                + " take a snapshot (snapshot.mode=initial).");
      }
      return BinlogPosition.after(gtids);
    }
    return BinlogPosition.after(server.executedGtids()).with(SnapshotPosition.START);
  }
}
