// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.debezium.data.Envelope.Operation;
import io.debezium.relational.TableId;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.source.emit.RowOutput;
import io.vecbridge.common.source.emit.TaskOutput;
import io.vecbridge.oceanbase.source.offset.BinlogOffset;
import io.vecbridge.oceanbase.source.offset.BinlogOffset.Place;
import io.vecbridge.oceanbase.source.offset.BinlogPartition;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.SnapshotPosition;
import io.vecbridge.oceanbase.source.offset.BinlogTables;
import io.vecbridge.oceanbase.source.offset.BinlogTables.Entry;
import io.vecbridge.oceanbase.source.offset.BinlogTables.State;
import io.vecbridge.oceanbase.source.schema.CapturedSchemas;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.schema.TableRow;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** The output of the binlog: its position, the rows of all of its tables and what they cost. */
final class BinlogOutput extends RowOutput<BinlogPartition, Place> {
  private final TaskOutput<BinlogPartition> task;
  private final BinlogPartition partition;
  private final BinlogOffset offset;
  private final CapturedSchemas schemas;

  /** From where the offset is. */
  BinlogOutput(
      TaskOutput<BinlogPartition> task,
      BinlogPartition partition,
      BinlogOffset offset,
      CapturedSchemas schemas) {
    super(task, partition, offset);
    this.task = task;
    this.partition = partition;
    this.offset = offset;
    this.schemas = schemas;
  }

  BinlogPosition position() {
    return offset.position();
  }

  /** The captured tables at the position. */
  BinlogTables tables() {
    return position().tables();
  }

  /** The captured tables are others from here on. */
  void know(BinlogTables tables) {
    moveTo(new Place(null, position().with(tables), Instant.now()));
  }

  /** One table is another from here on; null if it is gone. */
  void know(TableId id, Entry entry) {
    know(tables().with(Collections.singletonMap(id, entry)));
  }

  /**
   * The tables have followed signals; a snapshot that is under way reads the changed tables from
   * their beginning.
   */
  void followed(long signalPosition, Map<TableId, Entry> changed) {
    BinlogPosition next = position().followed(signalPosition).with(tables().with(changed));
    SnapshotPosition at = next.snapshot();
    boolean restarts =
        at != null && changed.keySet().stream().anyMatch(id -> id.toString().equals(at.table()));
    moveTo(new Place(null, restarts ? next.with(SnapshotPosition.START) : next, Instant.now()));
  }

  /** The rows of a table, by the same key as before if it stays. */
  RowSchema capture(TableDefinition table, List<String> key) {
    return schemas.capture(table, key);
  }

  /** Emits the schema change event of a table. */
  void schema(SchemaChangeEventType type, RowSchema rows) throws InterruptedException {
    schema(type, rows, false);
  }

  private void schema(SchemaChangeEventType type, RowSchema rows, boolean endsSnapshot)
      throws InterruptedException {
    moveTo(new Place(rows.table().id(), position(), Instant.now(), endsSnapshot));
    schema(type, rows.table());
  }

  /** Emits a heartbeat that carries a position after the last change. */
  void heartbeat(BinlogPosition position) throws InterruptedException {
    moveTo(new Place(null, position, Instant.now()));
    heartbeat();
  }

  /**
   * Emits a change.
   *
   * @param oldValues null for {@code c}
   * @param newValues null for {@code d}
   */
  void change(
      Place place, Operation operation, RowSchema rows, Object[] oldValues, Object[] newValues)
      throws InterruptedException {
    long bytes = emit(place, operation, rows, oldValues, newValues);
    task.limits().streaming().charge(1, bytes);
  }

  private long emit(
      Place place, Operation operation, RowSchema rows, Object[] oldValues, Object[] newValues)
      throws InterruptedException {
    Struct before = null;
    Struct after = null;
    long bytes = 0;
    if (oldValues != null) {
      before = rows.row(oldValues);
      bytes += TableRow.bytes(oldValues);
    }
    if (newValues != null) {
      after = rows.row(newValues);
      bytes += TableRow.bytes(newValues);
    }
    Struct key = rows.key(newValues == null ? oldValues : newValues);
    emit(
        place, schemas.schemaFor(rows.table().id()), new Row(operation, key, before, after, bytes));
    return bytes;
  }

  /** Whether rows are left to be read. */
  boolean isSnapshotting() {
    return position().snapshot() != null;
  }

  /** Milliseconds that the rate limit of the phase still asks for. */
  long waitMillis() {
    return (isSnapshotting() ? task.limits().snapshot() : task.limits().streaming()).waitMillis();
  }

  /** The snapshot of a table begins, or resumes. */
  void snapshotStarted(TableId table) {
    task.snapshots().started(partition, table);
  }

  /**
   * Emits a row of a table's snapshot.
   *
   * @param last whether no more rows follow, as far as its page shows
   */
  void snapshotRow(SnapshotPosition at, RowSchema rows, TableRow row, boolean last)
      throws InterruptedException {
    TableId table = rows.table().id();
    boolean ends = last && tables().get(table).state() == State.PENDING;
    emit(
        new Place(table, position().with(at), Instant.now(), ends),
        Operation.READ,
        rows,
        null,
        row.values());
  }

  /** A page of a table's snapshot was emitted. */
  void page(TableId table, int rows, long bytes) {
    task.limits().snapshot().charge(rows, bytes);
    task.snapshots().rows(partition, table, rows);
  }

  /**
   * The snapshot of a table is complete. If it was the first one, and no row could be marked as its
   * last, since there was none, or the last page was full or was sent before a restart, a schema
   * change event is.
   *
   * @param marked whether a row was the last one as far as its page shows
   */
  void snapshotCompleted(RowSchema rows, boolean marked) throws InterruptedException {
    TableId table = rows.table().id();
    Entry entry = tables().get(table);
    task.snapshots().completed(partition, table);
    moveTo(SnapshotPosition.START, table);
    know(table, new Entry(State.CAPTURED, entry.shape()));
    if (entry.state() == State.PENDING && !marked) {
      schema(SchemaChangeEventType.ALTER, rows, true);
    }
  }

  /** Moves the snapshot without a row. */
  void moveTo(SnapshotPosition at, TableId table) {
    moveTo(new Place(table, position().with(at), Instant.now()));
  }
}
