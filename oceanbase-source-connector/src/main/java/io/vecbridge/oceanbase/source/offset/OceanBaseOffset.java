// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.SnapshotRecord;
import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.CaptureOffset;
import io.vecbridge.common.source.offset.SourceBlock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;

/**
 * The progress of one table, as it is stored with its records: a record's offset describes what has
 * been emitted, including that record. Mutable, and used by the capture thread only.
 */
public final class OceanBaseOffset extends CaptureOffset<OceanBaseOffset.Place> {
  private final TableId id;
  private TablePosition position;
  private TableShape shape;
  // Rendered once: of thousands of partitions, the text of every record would be another.
  private Map<String, String> shapeEntries;

  /**
   * A position, and what the source block shows beside it.
   *
   * @param endsSnapshot whether no more rows of the table's first snapshot follow
   */
  public record Place(TablePosition position, boolean endsSnapshot) {}

  /** The {@code source} block: Debezium's common fields, and the SCN at which a row was read. */
  public static SourceBlock sourceBlock(CommonConnectorConfig config) {
    return new SourceBlock(
        config,
        "io.vecbridge.oceanbase.source.Source",
        "table",
        block -> block.field("scn", Schema.OPTIONAL_INT64_SCHEMA));
  }

  /** The offset of a table at a position. */
  public OceanBaseOffset(
      CommonConnectorConfig config, TableId id, TablePosition position, TableShape shape) {
    super(config);
    this.id = id;
    reshape(shape);
    moveTo(new Place(position, false));
  }

  /** The position of the table. */
  public TablePosition position() {
    return position;
  }

  /** The shape of the table. */
  public TableShape shape() {
    return shape;
  }

  /** The table was read again. */
  public void reshape(TableShape newShape) {
    shape = newShape;
    shapeEntries = StoredOffset.entries(newShape);
  }

  @Override
  public void moveTo(Place place) {
    position = place.position();
    // An SCN counts nanoseconds since 1970 by the tenant's clock.
    source(
        place.endsSnapshot() ? SnapshotRecord.LAST : record(),
        id,
        Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(position.high())),
        position.high());
  }

  private SnapshotRecord record() {
    if (position.stage() == Stage.SNAPSHOT) {
      return SnapshotRecord.TRUE;
    }
    return position.readsRequested() ? SnapshotRecord.INCREMENTAL : SnapshotRecord.FALSE;
  }

  @Override
  public boolean isInitialSnapshotRunning() {
    return position.stage() == Stage.SNAPSHOT;
  }

  @Override
  public Map<String, ?> getOffset() {
    return StoredOffset.toMap(position, shapeEntries);
  }
}
