// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import io.debezium.data.Envelope.Operation;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.pipeline.spi.ChangeRecordEmitter;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.pipeline.spi.Partition;
import io.debezium.relational.TableId;
import io.debezium.schema.DataCollectionSchema;
import java.time.Instant;
import org.apache.kafka.connect.data.Struct;

/**
 * Emits the records of rows into the queue that {@code poll} empties, by way of the framework's
 * dispatcher, and blocks while the queue is full. It is its own {@code ChangeRecordEmitter}, set to
 * each record in turn, so that a record costs no object beyond those that Connect asks for.
 */
public abstract class RowRecords<P extends Partition> implements ChangeRecordEmitter<P> {
  private final P partition;
  private final OffsetContext offset;
  private final EventDispatcher<P, TableId> dispatcher;
  private final SizedEvents events;

  private EnvelopeSchema schema;
  private Operation operation;
  private Struct key;
  private Struct before;
  private Struct after;

  /** Of one source partition. */
  protected RowRecords(
      P partition,
      OffsetContext offset,
      EventDispatcher<P, TableId> dispatcher,
      SizedEvents events) {
    this.partition = partition;
    this.offset = offset;
    this.dispatcher = dispatcher;
    this.events = events;
  }

  /**
   * Emits a row; the offset already stands at it.
   *
   * @param old the row before a change; null where it isn't known, or there was none
   * @param row null for a delete
   * @param bytes about the size of both rows in memory
   */
  protected final void emit(
      EnvelopeSchema of, Operation kind, Struct recordKey, Struct old, Struct row, long bytes)
      throws InterruptedException {
    schema = of;
    operation = kind;
    key = recordKey;
    before = old;
    after = row;
    events.next(bytes);
    dispatcher.dispatchDataChangeEvent(partition, of.id(), this);
  }

  /** Emits a heartbeat that carries the offset, where heartbeats are on. */
  public final void emitHeartbeat() throws InterruptedException {
    dispatcher.alwaysDispatchHeartbeatEvent(partition, offset);
  }

  @Override
  public final void emitChangeRecords(DataCollectionSchema given, Receiver<P> receiver)
      throws InterruptedException {
    Struct value = schema.value(operation, before, after, offset.getSourceInfo(), Instant.now());
    receiver.changeRecord(partition, schema, operation, key, value, offset, null);
  }

  @Override
  public final P getPartition() {
    return partition;
  }

  @Override
  public final OffsetContext getOffset() {
    return offset;
  }

  @Override
  public final Operation getOperation() {
    return operation;
  }
}
