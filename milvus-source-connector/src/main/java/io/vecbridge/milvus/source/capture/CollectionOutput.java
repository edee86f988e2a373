// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.data.Envelope.Operation;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.source.emit.EnvelopeSchema;
import io.vecbridge.common.source.emit.RowOutput;
import io.vecbridge.common.source.emit.TaskOutput;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.source.signal.SignalLog;
import io.vecbridge.common.source.signal.SnapshotSignal;
import io.vecbridge.milvus.source.filter.ChangeFilter;
import io.vecbridge.milvus.source.metrics.CollectionStatus;
import io.vecbridge.milvus.source.metrics.SourceMetrics;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.offset.MilvusOffset.Place;
import io.vecbridge.milvus.source.offset.SnapshotPosition;
import io.vecbridge.milvus.source.offset.SnapshotQueue;
import io.vecbridge.milvus.source.row.RowBatch;
import io.vecbridge.milvus.source.schema.CapturedSchemas;
import io.vecbridge.milvus.source.schema.RowSchema;
import io.vecbridge.milvus.source.snapshot.SnapshotPager.Page;
import io.vecbridge.milvus.source.snapshot.SnapshotRun;
import io.vecbridge.milvus.source.stream.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The output of one collection: its position, its rows, what they cost and what they count. */
final class CollectionOutput extends RowOutput<NamedPartition, Place>
    implements SnapshotRun.Output {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionOutput.class);

  private final Task task;
  private final NamedPartition partition;
  private final MilvusOffset offset;
  private final RowSchema rows;
  private final Optional<ChangeFilter> filter;
  private final EnvelopeSchema envelope;
  private final CollectionStatus status;
  private boolean duplicated;
  private boolean emitting;
  private boolean emitted;
  private boolean endMarked;

  /** What the outputs of all of a task's collections share. */
  record Task(
      TaskOutput<NamedPartition> output,
      CapturedSchemas schemas,
      SourceMetrics metrics,
      SignalLog signals) {}

  /** Starts at the offset; the collection's schemas have been captured. */
  CollectionOutput(
      Task task,
      NamedPartition partition,
      MilvusOffset offset,
      RowSchema rows,
      Optional<ChangeFilter> filter) {
    super(task.output(), partition, offset);
    this.task = task;
    this.partition = partition;
    this.offset = offset;
    this.rows = rows;
    this.filter = filter;
    this.envelope = task.schemas().schemaFor(partition.id());
    this.status = task.metrics().register(partition.toString());
    status.expiresAfter(rows.collection().ttlSeconds());
  }

  NamedPartition partition() {
    return partition;
  }

  /** The collection's current offset, as Connect stores it. */
  Map<String, ?> offset() {
    return offset.getOffset();
  }

  /**
   * Whether a record was being emitted when something failed: then the offset says that the record
   * is out, and the capture can't begin again from it.
   */
  boolean isEmitting() {
    return emitting;
  }

  /** Whether any row has been emitted. */
  boolean hasEmitted() {
    return emitted;
  }

  /** Emits the collection's first event, which carries the offset at which its capture begins. */
  void begin(SchemaChangeEventType type) throws InterruptedException {
    begin(type, rows.table());
  }

  /** Emits the schema change event of the collection's table. */
  void schema(SchemaChangeEventType type) throws InterruptedException {
    schema(type, rows.table());
  }

  /** Milliseconds for which the rate limit holds changes back. */
  long waitMillis() {
    return task.output().limits().streaming().waitMillis();
  }

  /** Whether the rate limit lets another page of the snapshot be read. */
  boolean mayRead() {
    return task.output().limits().snapshot().waitMillis() == 0;
  }

  /**
   * Emits a row of a channel as a {@code c} or {@code u}. One that the collection's filter doesn't
   * match takes the place of a row that may have matched, so it is a {@code d}; if it is inserted,
   * it replaces none.
   */
  void row(int channel, Change.RowWritten written) throws InterruptedException {
    if (filter.isPresent() && !filter.get().matches(written.insert().request(), written.row())) {
      if (written.update()) {
        deleted(channel, written, written.rows().primaryKey(written.row()), written.partition());
      } else {
        moveTo(new Place.Passed(channel, written.after()));
      }
      return;
    }
    emitRow(
        new Place.Changed(channel, written.after(), written.timestamp(), written.partition()),
        written.update() ? Operation.UPDATE : Operation.CREATE,
        written.rows().primaryKey(written.row()),
        written.rows(),
        written.row());
    task.output().limits().streaming().charge(1, written.rows().bytesPerRow());
  }

  /** Emits a {@code d} of a channel. */
  void delete(int channel, Change.RowDeleted deleted) throws InterruptedException {
    deleted(channel, deleted, deleted.key(), deleted.partition());
  }

  private void deleted(int channel, Change change, Object key, String inPartition)
      throws InterruptedException {
    emitRow(
        new Place.Changed(channel, change.after(), change.timestamp(), inPartition),
        new Row(Operation.DELETE, rows.key(key), null, null, 0));
    task.output().limits().streaming().charge(1, 0);
  }

  /** The collection was dropped in Milvus. */
  void dropped() {
    status.enter(CollectionStatus.Phase.DROPPED);
  }

  /** The snapshots that are not complete. */
  SnapshotQueue snapshots() {
    return offset.snapshots();
  }

  /** The last key that the first of them has read; null before the first. */
  Object lastKey() {
    return offset.lastKey();
  }

  /** Other snapshots are taken. */
  void snapshots(SnapshotPosition position) {
    offset.snapshot(position);
  }

  /** The collection has followed signals before. */
  void signalled(long position) {
    offset.signalled(position);
  }

  /** The signals that the collection has yet to follow; its offset says from now on that it has. */
  List<SnapshotSignal> followSignals() {
    SignalLog.Next next = task.signals().next(partition.id(), offset.signalPosition());
    offset.signalled(next.position());
    return next.signals();
  }

  /**
   * The first snapshot begins, or resumes.
   *
   * @param estimate the number of rows, once Milvus has counted them
   */
  void snapshotStarted(CompletionStage<Long> estimate) {
    task.output().snapshots().started(partition, partition.id());
    status.snapshotStarted();
    estimate.thenAccept(status::estimate);
  }

  /** Emits a {@code t}: all rows of the collection are gone. */
  void emptied(Place.Emptied place) throws InterruptedException {
    emitRow(place, new Row(Operation.TRUNCATE, null, null, null, 0));
    task.output().limits().streaming().charge(1, 0);
  }

  @Override
  public void reading() {
    status.reading();
  }

  /** Emits the rows of a page as {@code r}. */
  @Override
  public void page(Page page) throws InterruptedException {
    RowBatch batch = page.batch();
    for (int row = 0; row < page.rows(); row++) {
      endMarked = page.isShort() && row == page.rows() - 1;
      Object key = batch.primaryKey(row);
      emitRow(
          new Place.SnapshotRow(key, page.guaranteeTimestamp(), endMarked),
          Operation.READ,
          key,
          batch,
          row);
    }
    task.output().limits().snapshot().charge(page.rows(), page.bytes());
    task.output().snapshots().rows(partition, partition.id(), page.rows());
    status.snapshotRows(page.rows());
    duplicates(page.duplicates());
  }

  /** Entities were found whose key another one has; logged once. */
  void duplicates(int found) {
    if (found == 0) {
      return;
    }
    status.duplicates(found);
    if (!duplicated) {
      duplicated = true;
      LOG.warn(
          "Collection {} has several entities with one primary key, which Milvus allows. A table has"
              + " one row for each key, in which the last one sent stays. The metric DuplicateKeys"
              + " counts those that are found.",
          partition);
    }
  }

  @Override
  public void waiting(MilvusRequestException reason, boolean first) {
    status.enter(CollectionStatus.Phase.WAITING);
    task.metrics().retried(reason.getMessage());
    if (first) {
      LOG.warn(
          "The snapshot of {} waits and is retried, while its changes are streamed: {}",
          partition,
          reason.getMessage());
    }
  }

  /**
   * The snapshot is complete. If no row could be marked as the last of the first one, since there
   * was none, or the last page was full or was sent before a restart, a schema change event is.
   */
  void snapshotCompleted() throws InterruptedException {
    boolean unmarked = offset.isInitialSnapshotRunning() && !endMarked;
    status.complete();
    offset.snapshot(SnapshotPosition.startOf(offset.snapshots().completed()));
    task.output().snapshots().completed(partition, partition.id());
    if (unmarked) {
      schema(SchemaChangeEventType.ALTER);
    }
    // The last row's offset still says that the snapshot runs, and an empty collection has no row.
    heartbeat();
  }

  /** Nothing is left to do ({@code snapshot.mode=initial_only}). */
  void ended() {
    status.enter(CollectionStatus.Phase.ENDED);
  }

  /** No snapshot is left to be taken. */
  void streaming() {
    status.enter(CollectionStatus.Phase.STREAMING);
  }

  /** The snapshot is abandoned. */
  void snapshotAborted() {
    task.output().snapshots().aborted(partition, partition.id());
  }

  private void emitRow(Place place, Operation operation, Object key, RowBatch batch, int row)
      throws InterruptedException {
    emitRow(
        place,
        new Row(operation, rows.key(key), null, rows.row(batch, row), batch.bytesInMemoryPerRow()));
  }

  private void emitRow(Place place, Row row) throws InterruptedException {
    emitting = true;
    emit(place, envelope, row);
    emitting = false;
    emitted = true;
  }
}
