// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.vecbridge.common.source.config.SnapshotMode;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.event.Binlog;
import io.vecbridge.oceanbase.source.metrics.SourceMetrics;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.SnapshotPosition;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the capture begins: at the stored position, with a snapshot, or with the next change. */
final class BinlogStart {
  private static final Logger LOG = LoggerFactory.getLogger(BinlogStart.class);

  private final OceanBaseSourceConfig config;
  private final Binlog binlog;
  private final Map<String, Object> stored;
  private final SourceMetrics metrics;
  private boolean afterGap;

  /**
   * @param stored the offset that Connect has, or null
   */
  BinlogStart(
      OceanBaseSourceConfig config,
      Binlog binlog,
      Map<String, Object> stored,
      SourceMetrics metrics) {
    this.config = config;
    this.binlog = binlog;
    this.stored = stored;
    this.metrics = metrics;
  }

  /**
   * The first position of a run.
   *
   * @throws ConnectException for a position that the binlog doesn't continue, although changes are
   *     to be captured after it
   */
  BinlogPosition position() throws SQLException {
    afterGap = false;
    SnapshotMode mode = config.getSnapshotMode();
    if (stored == null || mode.snapshotsAtEveryStart()) {
      return fresh(mode);
    }
    BinlogPosition position = BinlogPosition.of(stored);
    return !mode.streams() || continues(position) ? position : afterLoss();
  }

  /** Whether the binlog has what follows a position. */
  boolean continues(BinlogPosition position) throws SQLException {
    return binlog.continues(position.gtids());
  }

  /**
   * The position after a loss: that of a new snapshot, if the mode allows it.
   *
   * @throws ConnectException if an operator has to decide
   */
  BinlogPosition afterLoss() throws SQLException {
    SnapshotMode mode = config.getSnapshotMode();
    if (!mode.snapshotsWhenPositionIsLost()) {
      throw lost();
    }
    BinlogPosition position = fresh(mode);
    afterGap = true;
    return position;
  }

  /** The capture has begun at the last position, so a gap before it is reported, once. */
  void begun() {
    if (!afterGap) {
      return;
    }
    afterGap = false;
    metrics.gap("The binlog no longer has the transactions after the stored GTID set.");
    LOG.warn(
        "The binlog no longer has the transactions after the stored GTID set, or it belongs to"
            + " another server. Taking a new snapshot; rows that were deleted in the gap stay in the"
            + " target");
  }

  /** Whether changes are captured after the snapshot. */
  boolean streams() {
    return config.getSnapshotMode().streams();
  }

  static ConnectException lost() {
    return new ConnectException(
        "The binlog no longer has the transactions after the stored GTID set, or it belongs to"
            + " another server: changes are lost. Take a new snapshot: set"
            + " snapshot.mode=when_needed and restart, or remove the connector's"
            + " offsets (DELETE /connectors/<name>/offsets); and keep binlogs for longer.");
  }

  private BinlogPosition fresh(SnapshotMode mode) throws SQLException {
    String start = config.capture().startGtid();
    if (!mode.snapshotsNewCollections()) {
      String gtids = start.isEmpty() ? binlog.executedGtids() : BinlogPosition.normalized(start);
      if (!binlog.continues(gtids)) {
        throw new ConnectException(
            "The binlog no longer has the transactions after capture.start.gtid, or it belongs to"
                + " another server. Set a later GTID set of this server, or take a snapshot"
                + " (snapshot.mode=initial).");
      }
      return BinlogPosition.after(gtids);
    }
    return BinlogPosition.after(binlog.executedGtids()).with(SnapshotPosition.START);
  }
}
