// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.SnapshotRecord;
import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.CaptureOffset;
import java.time.Instant;
import java.util.Map;

/** How far the binlog is, as it travels with records. Used by the capture thread only. */
public final class BinlogOffset extends CaptureOffset<BinlogSourceInfo> {
  private BinlogPosition position;

  /** An offset at a position. */
  public BinlogOffset(CommonConnectorConfig config, BinlogPosition position) {
    super(config, new BinlogSourceInfo(config));
    moveTo(null, position, Instant.now());
  }

  /** The position of the last record. */
  public BinlogPosition position() {
    return position;
  }

  /** Moves on to a change of a table, or to an event of none. */
  public void moveTo(TableId table, BinlogPosition newPosition, Instant time) {
    position = newPosition;
    sourceInfo.at(table, newPosition, time);
    sourceInfo.setSnapshot(
        newPosition.snapshot() == null ? SnapshotRecord.FALSE : SnapshotRecord.TRUE);
  }

  @Override
  public boolean isInitialSnapshotRunning() {
    return position.snapshot() != null;
  }

  @Override
  public Map<String, ?> getOffset() {
    return position.toMap();
  }
}
