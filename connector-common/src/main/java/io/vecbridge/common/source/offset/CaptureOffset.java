// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.offset;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.SnapshotRecord;
import io.debezium.pipeline.CommonOffsetContext;
import io.debezium.pipeline.txmetadata.TransactionContext;
import io.debezium.relational.TableId;
import io.debezium.spi.schema.DataCollectionId;
import java.time.Instant;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * How far a capture is, as it travels with its records: a record's offset says what has been
 * emitted once that record is. Mutable, and used by the capture thread only.
 *
 * @param <T> a position
 */
public abstract class CaptureOffset<T> extends CommonOffsetContext<SourceInfo> {
  private final TransactionContext transactions = new TransactionContext();
  private final Schema sourceSchema;
  private Struct sourceBlock;

  /** With the source block of the connector's options. */
  protected CaptureOffset(CommonConnectorConfig config) {
    super(new SourceInfo(config), true);
    this.sourceSchema = config.getSourceInfoStructMaker().schema();
    sourceInfo.setSnapshot(SnapshotRecord.FALSE);
  }

  /** Moves to a position: the offset and the source block of the next record. */
  public abstract void moveTo(T position);

  /**
   * Moves the source block.
   *
   * @param table null for an event that belongs to none
   * @param time when the change was made; null if it isn't known
   * @param values of the source's own fields, in their order
   */
  protected final void source(
      SnapshotRecord record, TableId table, Instant time, Object... values) {
    if (sourceInfo.moveTo(table, time, values) || sourceInfo.snapshot() != record) {
      sourceInfo.setSnapshot(record);
      sourceBlock = null;
    }
  }

  /** Whether the source block shows a record of that kind. */
  protected final boolean isSource(SnapshotRecord record) {
    return sourceInfo.snapshot() == record;
  }

  /** Records of one place, as those of a page are, share one block. */
  @Override
  public final Struct getSourceInfo() {
    if (sourceBlock == null) {
      sourceBlock = super.getSourceInfo();
    }
    return sourceBlock;
  }

  @Override
  public final void markSnapshotRecord(SnapshotRecord record) {
    super.markSnapshotRecord(record);
    sourceBlock = null;
  }

  @Override
  public final Schema getSourceInfoSchema() {
    return sourceSchema;
  }

  @Override
  public final TransactionContext getTransactionContext() {
    return transactions;
  }

  @Override
  public final void event(DataCollectionId id, Instant timestamp) {
    // The offset has moved to the event by then, and knows more of it.
  }
}
