// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import io.debezium.data.Envelope.Operation;
import io.debezium.pipeline.spi.ChangeRecordEmitter;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.pipeline.spi.Partition;
import io.debezium.relational.Table;
import io.debezium.schema.DataCollectionSchema;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.vecbridge.common.source.offset.CaptureOffset;
import java.time.Instant;
import org.apache.kafka.connect.data.Struct;

/**
 * The records of one source partition, each emitted together with its position.
 *
 * <p>A record carries the offset of its own position and never another, since one call moves the
 * offset, emits the row and charges it: whatever record is the last that Connect has when a task is
 * killed, the next one resumes exactly after it.
 *
 * <p>It is its own {@code ChangeRecordEmitter}, set to each record in turn, so that a record costs
 * next to nothing beyond what Connect asks for. Blocks while the queue is full.
 *
 * @param <T> a position
 */
public abstract class RowOutput<P extends Partition, T> implements ChangeRecordEmitter<P> {
  private final TaskOutput<P> task;
  private final P partition;
  private final CaptureOffset<T> offset;
  private EnvelopeSchema schema;
  private Row row;

  /**
   * A row to be emitted.
   *
   * @param before null if it isn't known, or there was none; then the record of a delete has the
   *     key alone
   * @param after null for a delete
   * @param bytes about the size of both in memory
   */
  public record Row(Operation operation, Struct key, Struct before, Struct after, long bytes) {}

  /** Of one source partition, from where its offset is. */
  protected RowOutput(TaskOutput<P> task, P partition, CaptureOffset<T> offset) {
    this.task = task;
    this.partition = partition;
    this.offset = offset;
  }

  /** Moves without a record; the next one carries the position, and so does a heartbeat. */
  public final void moveTo(T position) {
    offset.moveTo(position);
  }

  /** Moves to a row's position and emits the row. */
  protected final void emit(T position, EnvelopeSchema rowSchema, Row next)
      throws InterruptedException {
    offset.moveTo(position);
    schema = rowSchema;
    row = next;
    task.emit(this, rowSchema.id(), next.bytes());
  }

  /** Emits a heartbeat that carries the offset, if heartbeats are on. */
  public final void heartbeat() throws InterruptedException {
    task.heartbeat(partition, offset);
  }

  /**
   * Emits the offset in a heartbeat even if heartbeats are off: where a capture began is known
   * nowhere else before its first row.
   */
  public final void start() throws InterruptedException {
    task.start(partition, offset);
  }

  /**
   * Emits the first event of a table, which carries the offset at which its capture begins: the
   * schema change event, or a heartbeat if they are off.
   */
  protected final void begin(SchemaChangeEventType type, Table table) throws InterruptedException {
    if (task.announces()) {
      schema(type, table);
    } else {
      start();
    }
  }

  /** Emits the schema change event of a table, if they are on. */
  protected final void schema(SchemaChangeEventType type, Table table) throws InterruptedException {
    task.schemaChanges().emit(type, partition, offset, table);
  }

  @Override
  public final void emitChangeRecords(DataCollectionSchema given, Receiver<P> receiver)
      throws InterruptedException {
    Struct value = schema.value(row, offset.getSourceInfo(), Instant.now());
    receiver.changeRecord(partition, schema, row.operation(), row.key(), value, offset, null);
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
    return row.operation();
  }
}
