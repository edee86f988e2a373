// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.data.Envelope.Operation;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.rate.RateLimit;
import io.vecbridge.common.source.emit.EnvelopeSchema;
import io.vecbridge.common.source.emit.RowOutput;
import io.vecbridge.common.source.emit.TaskOutput;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.source.signal.SignalLog;
import io.vecbridge.common.source.signal.SnapshotSignal;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset.Place;
import io.vecbridge.oceanbase.source.offset.RequestedSnapshots;
import io.vecbridge.oceanbase.source.offset.Stage;
import io.vecbridge.oceanbase.source.offset.TablePosition;
import io.vecbridge.oceanbase.source.offset.TableShape;
import io.vecbridge.oceanbase.source.schema.CapturedSchemas;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.schema.TableRow;
import java.util.List;

/**
 * The output of one table: its position, its rows and what they cost. Every change of a table
 * passes here, so that a mark of its origin, which both directions at once would need, has one
 * place.
 */
final class TableOutput extends RowOutput<NamedPartition, Place> implements TableReading.Output {
  private final TaskOutput<NamedPartition> task;
  private final NamedPartition partition;
  private final OceanBaseOffset offset;
  private final CapturedSchemas schemas;
  private RowSchema rows;
  private EnvelopeSchema envelope;
  private boolean endMarked;

  /** From where the offset is. */
  TableOutput(
      TaskOutput<NamedPartition> task,
      NamedPartition partition,
      OceanBaseOffset offset,
      CapturedSchemas schemas,
      TableDefinition definition) {
    super(task, partition, offset);
    this.task = task;
    this.partition = partition;
    this.offset = offset;
    this.schemas = schemas;
    define(definition, offset.shape());
  }

  NamedPartition partition() {
    return partition;
  }

  @Override
  public TablePosition position() {
    return offset.position();
  }

  @Override
  public void moveTo(TablePosition position) {
    moveTo(new Place(position, false));
  }

  /** The shape of the table at its position. */
  TableShape shape() {
    return offset.shape();
  }

  /** The table's rows as they are captured. */
  RowSchema rows() {
    return rows;
  }

  /** The table's rows as they would be captured under a definition, by the same key if it stays. */
  RowSchema rows(TableDefinition definition) {
    return schemas.schemaOf(definition, offset.shape().key());
  }

  /** The next rows are of this definition; the table looked like the shape at its position. */
  void define(TableDefinition definition, TableShape shape) {
    offset.reshape(shape);
    rows = schemas.capture(definition, shape.key());
    envelope = schemas.schemaFor(partition.id());
  }

  /** Emits the table's schema change event. */
  void schema(SchemaChangeEventType type) throws InterruptedException {
    schema(type, rows.table());
  }

  /** Emits the table's first event, which carries the offset at which its capture begins. */
  void begin() throws InterruptedException {
    begin(SchemaChangeEventType.CREATE, rows.table());
  }

  boolean isSnapshotting() {
    return position().stage() == Stage.SNAPSHOT;
  }

  /** Milliseconds that the rate limit of the phase still asks for. */
  long waitMillis() {
    return limit().waitMillis();
  }

  private RateLimit limit() {
    return isSnapshotting() ? task.limits().snapshot() : task.limits().streaming();
  }

  /** Milliseconds that the rate limit of snapshots still asks for. */
  long requestedWaitMillis() {
    return task.limits().snapshot().waitMillis();
  }

  /** The signals that the table has yet to follow; its position says from now on that it has. */
  List<SnapshotSignal> followSignals(SignalLog signals) {
    RequestedSnapshots requested = position().requested();
    SignalLog.Next next = signals.next(partition.id(), requested.signalPosition());
    moveTo(position().with(requested.followed(next.position())));
    return next.signals();
  }

  /** The snapshot at the position begins, or resumes. */
  void snapshotStarted() {
    task.snapshots().started(partition, partition.id());
  }

  /**
   * The table's first snapshot is complete. If no row could be marked as its last one, since there
   * was none, or the last page was full or was sent before a restart, a schema change event is.
   */
  void firstSnapshotCompleted() throws InterruptedException {
    if (!endMarked) {
      moveTo(new Place(position(), true));
      schema(SchemaChangeEventType.ALTER);
      moveTo(position());
    }
    snapshotCompleted();
  }

  /** A snapshot is complete. */
  void snapshotCompleted() throws InterruptedException {
    task.snapshots().completed(partition, partition.id());
    // The last row's offset doesn't know yet that it was the last, and an empty table has none.
    heartbeat();
  }

  /** The snapshots under way are abandoned. */
  void snapshotAborted() {
    task.snapshots().aborted(partition, partition.id());
  }

  @Override
  public void snapshotRow(TablePosition after, TableRow row, boolean last)
      throws InterruptedException {
    emit(new Place(after, last), Operation.READ, row);
    endMarked = last;
  }

  @Override
  public void requestedRow(TablePosition after, TableRow row) throws InterruptedException {
    emit(new Place(after, false), Operation.READ, row);
  }

  @Override
  public void upsert(TablePosition after, TableRow row) throws InterruptedException {
    emit(new Place(after, false), Operation.UPDATE, row);
  }

  private void emit(Place after, Operation operation, TableRow row) throws InterruptedException {
    Object[] values = row.values();
    emit(after, new Row(operation, rows.key(values), null, rows.row(values), row.bytes()));
  }

  /** A row that can't be emitted leaves the position where it was. */
  private void emit(Place after, Row row) throws InterruptedException {
    TablePosition before = position();
    try {
      emit(after, envelope, row);
    } catch (RuntimeException e) {
      moveTo(before);
      throw e;
    }
  }

  /** Of a deleted row only the record key is known. */
  @Override
  public void delete(TablePosition after, TableRow row) throws InterruptedException {
    emit(new Place(after, false), new Row(Operation.DELETE, rows.key(row.values()), null, null, 0));
  }

  @Override
  public void requestedPage(int count, long bytes) {
    task.limits().snapshot().charge(count, bytes);
    task.snapshots().rows(partition, partition.id(), count);
  }

  @Override
  public void page(int count, long bytes) {
    limit().charge(count, bytes);
    if (isSnapshotting()) {
      task.snapshots().rows(partition, partition.id(), count);
    }
  }
}
