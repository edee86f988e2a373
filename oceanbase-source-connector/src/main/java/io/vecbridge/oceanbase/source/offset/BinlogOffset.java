// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.SnapshotRecord;
import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.CaptureOffset;
import io.vecbridge.common.source.offset.SourceBlock;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** How far the binlog is, as it travels with records. Used by the capture thread only. */
public final class BinlogOffset extends CaptureOffset {
  private BinlogPosition position;

  /**
   * The {@code source} block: Debezium's common fields, and the place in the binlog under the names
   * that Debezium's MySQL connector has.
   */
  public static SourceBlock sourceBlock(CommonConnectorConfig config) {
    return new SourceBlock(
        config,
        "io.vecbridge.oceanbase.source.binlog.Source",
        "table",
        block ->
            block
                .field("gtid", Schema.OPTIONAL_STRING_SCHEMA)
                .field("file", Schema.STRING_SCHEMA)
                .field("pos", Schema.INT64_SCHEMA));
  }

  /** An offset at a position. */
  public BinlogOffset(CommonConnectorConfig config, BinlogPosition position) {
    super(config);
    moveTo(null, position, Instant.now());
  }

  /** The position of the last record. */
  public BinlogPosition position() {
    return position;
  }

  /** Moves on to a change of a table, or to an event of none. */
  public void moveTo(TableId table, BinlogPosition newPosition, Instant time) {
    position = newPosition;
    source(
        newPosition.snapshot() == null ? SnapshotRecord.FALSE : SnapshotRecord.TRUE,
        table,
        time,
        newPosition.gtid().isEmpty() ? null : newPosition.gtid(),
        newPosition.file(),
        newPosition.offset());
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
