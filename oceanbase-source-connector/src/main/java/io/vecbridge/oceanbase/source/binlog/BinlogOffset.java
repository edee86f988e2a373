// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.SnapshotRecord;
import io.debezium.pipeline.CommonOffsetContext;
import io.debezium.pipeline.txmetadata.TransactionContext;
import io.debezium.relational.TableId;
import io.debezium.spi.schema.DataCollectionId;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** How far the binlog is, as it travels with records. Used by the capture thread only. */
final class BinlogOffset extends CommonOffsetContext<BinlogSourceInfo> {
  private final TransactionContext transactions = new TransactionContext();
  private final Schema sourceSchema;
  private BinlogPosition position;

  BinlogOffset(CommonConnectorConfig config, BinlogPosition position) {
    super(new BinlogSourceInfo(config), true);
    this.sourceSchema = config.getSourceInfoStructMaker().schema();
    moveTo(null, position, Instant.now());
  }

  BinlogPosition position() {
    return position;
  }

  /** Moves on to a change of a table, or to an event of none. */
  void moveTo(TableId table, BinlogPosition newPosition, Instant time) {
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

  @Override
  public Schema getSourceInfoSchema() {
    return sourceSchema;
  }

  @Override
  public TransactionContext getTransactionContext() {
    return transactions;
  }

  @Override
  public void event(DataCollectionId id, Instant timestamp) {
    // Where a record is, is said by moveTo.
  }
}
