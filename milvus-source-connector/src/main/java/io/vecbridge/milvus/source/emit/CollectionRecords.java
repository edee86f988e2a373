// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.emit;

import io.debezium.data.Envelope.Operation;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.pipeline.spi.ChangeRecordEmitter;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.relational.TableId;
import io.debezium.schema.DataCollectionSchema;
import io.vecbridge.common.source.SizedEvents;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.offset.MilvusPartition;
import io.vecbridge.milvus.source.row.RowBatch;
import io.vecbridge.milvus.source.schema.RowSchema;
import java.time.Instant;
import org.apache.kafka.connect.data.Struct;

/**
 * Emits the records of one collection. It is its own {@code ChangeRecordEmitter}, set to each
 * record in turn, so that a record costs no object beyond those that Connect asks for.
 */
public final class CollectionRecords implements ChangeRecordEmitter<MilvusPartition> {
  private final MilvusPartition partition;
  private final MilvusOffset offset;
  private final CapturedSchema schema;
  private final RowSchema rows;
  private final EventDispatcher<MilvusPartition, TableId> dispatcher;
  private final SizedEvents events;

  private Operation operation;
  private Struct key;
  private Struct after;

  CollectionRecords(
      MilvusPartition partition,
      MilvusOffset offset,
      CapturedSchema schema,
      EventDispatcher<MilvusPartition, TableId> dispatcher,
      SizedEvents events) {
    this.partition = partition;
    this.offset = offset;
    this.schema = schema;
    this.rows = schema.rows();
    this.dispatcher = dispatcher;
    this.events = events;
  }

  /** The collection's schema, which opens its batches. */
  public RowSchema rows() {
    return rows;
  }

  /** Emits a row as a {@code c}, {@code u} or {@code r}; the offset already stands at it. */
  public void emit(Operation operation, RowBatch batch, int row) throws InterruptedException {
    events.next(batch.bytesInMemoryPerRow());
    emit(operation, batch.primaryKey(row), rows.row(batch, row));
  }

  /** Emits a {@code d}; the offset already stands at it. */
  public void emitDelete(Object primaryKey) throws InterruptedException {
    events.next(0);
    emit(Operation.DELETE, primaryKey, null);
  }

  /** Emits a heartbeat that carries the collection's offset, where heartbeats are on. */
  public void emitHeartbeat() throws InterruptedException {
    dispatcher.alwaysDispatchHeartbeatEvent(partition, offset);
  }

  private void emit(Operation operation, Object primaryKey, Struct after)
      throws InterruptedException {
    this.operation = operation;
    this.key = rows.key(primaryKey);
    this.after = after;
    dispatcher.dispatchDataChangeEvent(partition, partition.id(), this);
  }

  @Override
  public void emitChangeRecords(DataCollectionSchema given, Receiver<MilvusPartition> receiver)
      throws InterruptedException {
    Struct value = schema.value(operation, after, offset.getSourceInfo(), Instant.now());
    receiver.changeRecord(partition, schema, operation, key, value, offset, null);
  }

  @Override
  public MilvusPartition getPartition() {
    return partition;
  }

  @Override
  public OffsetContext getOffset() {
    return offset;
  }

  @Override
  public Operation getOperation() {
    return operation;
  }
}
