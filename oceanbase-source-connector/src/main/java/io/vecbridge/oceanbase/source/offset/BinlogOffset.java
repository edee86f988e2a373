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
public final class BinlogOffset extends CaptureOffset<BinlogOffset.Place> {
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
    moveTo(new Place(null, position, Instant.now()));
  }

  /** The position of the last record. */
  public BinlogPosition position() {
    return position;
  }

  /**
   * A position, and what the source block shows beside it.
   *
   * @param table null for an event of none
   * @param time when the change was made
   * @param endsSnapshot whether no more rows of the table's first snapshot follow
   */
  public record Place(TableId table, BinlogPosition position, Instant time, boolean endsSnapshot) {
    /** Of anything else than the end of a snapshot. */
    public Place(TableId table, BinlogPosition position, Instant time) {
      this(table, position, time, false);
    }
  }

  @Override
  public void moveTo(Place place) {
    position = place.position();
    String gtid = position.partial().gtid();
    source(
        place.endsSnapshot() ? SnapshotRecord.LAST : record(place.table()),
        place.table(),
        place.time(),
        gtid.isEmpty() ? null : gtid,
        position.file().name(),
        position.file().end());
  }

  private SnapshotRecord record(TableId table) {
    if (position.snapshot() == null) {
      return SnapshotRecord.FALSE;
    }
    BinlogTables.Entry entry =
        table == null || position.tables() == null ? null : position.tables().get(table);
    if (entry == null) {
      return SnapshotRecord.TRUE;
    }
    return switch (entry.state()) {
      case PENDING -> SnapshotRecord.TRUE;
      case REQUESTED -> SnapshotRecord.INCREMENTAL;
      case CAPTURED, FAILED -> SnapshotRecord.FALSE;
    };
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
