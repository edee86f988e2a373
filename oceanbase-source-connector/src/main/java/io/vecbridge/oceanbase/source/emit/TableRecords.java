// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.emit;

import io.debezium.data.Envelope;
import io.debezium.data.Envelope.Operation;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.pipeline.spi.ChangeRecordEmitter;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.relational.TableId;
import io.debezium.schema.DataCollectionSchema;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset;
import io.vecbridge.oceanbase.source.offset.OceanBasePartition;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import java.time.Instant;
import org.apache.kafka.connect.data.Struct;

/**
 * Emits the records of one table. It is its own {@code ChangeRecordEmitter}, set to each record in
 * turn, so that a record costs no object beyond those that Connect asks for.
 *
 * <p>Every record of a table passes through one method here, which is where a change's origin would
 * be decided: changes that another direction wrote would end there.
 */
public final class TableRecords implements ChangeRecordEmitter<OceanBasePartition> {
  private final OceanBasePartition partition;
  private final OceanBaseOffset offset;
  private final RowSchema rows;
  private final EventDispatcher<OceanBasePartition, TableId> dispatcher;

  private Operation operation;
  private Struct key;
  private Struct after;

  TableRecords(
      OceanBasePartition partition,
      OceanBaseOffset offset,
      RowSchema rows,
      EventDispatcher<OceanBasePartition, TableId> dispatcher) {
    this.partition = partition;
    this.offset = offset;
    this.rows = rows;
    this.dispatcher = dispatcher;
  }

  /** Emits a row as an {@code r} or {@code u}; the offset already stands at it. */
  public void emit(Operation operation, Object[] values) throws InterruptedException {
    emit(operation, rows.key(values), rows.row(values));
  }

  /** Emits a {@code d}; the offset already stands at it. */
  public void emitDelete(Struct recordKey) throws InterruptedException {
    emit(Operation.DELETE, recordKey, null);
  }

  /** Emits a heartbeat that carries the table's offset, where heartbeats are on. */
  public void emitHeartbeat() throws InterruptedException {
    dispatcher.alwaysDispatchHeartbeatEvent(partition, offset);
  }

  private void emit(Operation operation, Struct key, Struct after) throws InterruptedException {
    this.operation = operation;
    this.key = key;
    this.after = after;
    dispatcher.dispatchDataChangeEvent(partition, partition.id(), this);
  }

  @Override
  public void emitChangeRecords(DataCollectionSchema schema, Receiver<OceanBasePartition> receiver)
      throws InterruptedException {
    Envelope envelope = schema.getEnvelopeSchema();
    Struct source = offset.getSourceInfo();
    Instant now = Instant.now();
    Struct value =
        switch (operation) {
          case READ -> envelope.read(after, source, now);
          case UPDATE -> envelope.update(null, after, source, now);
          case DELETE -> envelope.delete(null, source, now);
          case CREATE, TRUNCATE, MESSAGE ->
              throw new IllegalArgumentException("A poll has no " + operation);
        };
    receiver.changeRecord(partition, schema, operation, key, value, offset, null);
  }

  @Override
  public OceanBasePartition getPartition() {
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
