// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.source.signal.SnapshotSignal;
import io.vecbridge.milvus.source.offset.SnapshotPosition;
import io.vecbridge.milvus.source.offset.SnapshotQueue;
import io.vecbridge.milvus.source.offset.SnapshotQueue.Cause;
import io.vecbridge.milvus.source.offset.SnapshotQueue.Snapshot;
import io.vecbridge.milvus.source.snapshot.SnapshotRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of one collection inside its stream, one after the other: the one that {@code
 * snapshot.mode} asks for, and those that signals and changes without rows ask for later. Which of
 * them are left is in the collection's offset, so that a start continues them.
 */
final class CollectionSnapshots {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionSnapshots.class);

  private final CollectionOutput output;
  private final Runs runs;
  private SnapshotRun run;

  /** Begins to read snapshots. */
  interface Runs {
    /** A run of a snapshot after the key; null to begin. */
    SnapshotRun begin(Snapshot snapshot, Object afterKey);
  }

  /** Continues with those that the output's offset has. */
  CollectionSnapshots(CollectionOutput output, Runs runs) {
    this.output = output;
    this.runs = runs;
    beginNext();
  }

  private void beginNext() {
    SnapshotQueue queue = output.snapshots();
    run = queue.isEmpty() ? null : runs.begin(queue.running(), output.lastKey());
  }

  /** Whether there is one that is not complete. */
  boolean isRunning() {
    return run != null;
  }

  /** Whether something of it is on its way from Milvus. */
  boolean isReading() {
    return run != null && run.isReading();
  }

  /** Whether it waits for those of other collections. */
  boolean isQueued() {
    return run != null && run.isQueued();
  }

  /** The latest timestamp of changes that may be released now. */
  long gate() {
    return run == null ? SnapshotRun.OPEN : run.gate();
  }

  /** Up to which timestamp Milvus has read the log; 0 if it isn't known. */
  long answered() {
    return run == null ? 0 : run.answered();
  }

  /** Advances by one step: see {@link SnapshotRun#advance}. */
  boolean advance(long now, long released, long heldBytes) throws InterruptedException {
    if (run == null) {
      return false;
    }
    boolean advanced;
    try {
      advanced = run.advance(now, released, heldBytes, output.mayRead());
    } catch (MilvusRequestException e) {
      if (!isRefusedCondition(e)) {
        throw e;
      }
      LOG.error(
          "The snapshot of {} that a signal requested is abandoned: {}",
          output.partition(),
          e.getMessage());
      replace(SnapshotPosition.startOf(output.snapshots().completed()));
      return true;
    }
    if (run.isComplete()) {
      output.snapshotCompleted();
      LOG.info("The snapshot of {} is complete", output.partition());
      beginNext();
    }
    return advanced;
  }

  private boolean isRefusedCondition(MilvusRequestException error) {
    Snapshot snapshot = output.snapshots().running();
    return snapshot.cause() == Cause.SIGNAL
        && !snapshot.filter().isEmpty()
        && error.failure() == Failure.RECORD;
  }

  /** One more snapshot is taken, after those that have been requested before. */
  void request(Snapshot snapshot) throws InterruptedException {
    SnapshotQueue queue = output.snapshots().with(snapshot);
    if (!queue.equals(output.snapshots())) {
      LOG.info("A snapshot of {} is requested ({})", output.partition(), snapshot.cause());
      replace(new SnapshotPosition(queue, output.lastKey()));
    }
  }

  /** Takes the snapshots that signals ask for, or abandons those that they asked for before. */
  void followSignals() throws InterruptedException {
    for (SnapshotSignal signal : output.followSignals()) {
      switch (signal.kind()) {
        case EXECUTE ->
            request(new Snapshot(Cause.SIGNAL, signal.filter(output.partition().id()), 0));
        case STOP -> stop();
      }
    }
  }

  private void stop() throws InterruptedException {
    SnapshotQueue queue = output.snapshots();
    SnapshotQueue rest = queue.withoutSignalled();
    if (!rest.equals(queue)) {
      LOG.info("The snapshots of {} that signals requested are abandoned", output.partition());
      boolean continues = !rest.isEmpty() && queue.running().equals(rest.running());
      replace(new SnapshotPosition(rest, continues ? output.lastKey() : null));
    }
  }

  /** The output's offset has other snapshots: the first one begins. */
  void beginAgain() {
    cancel();
    beginNext();
    if (run == null) {
      output.streaming();
    }
  }

  private void replace(SnapshotPosition position) throws InterruptedException {
    SnapshotQueue before = output.snapshots();
    SnapshotQueue queue = position.queue();
    output.snapshots(position);
    boolean continues =
        !before.isEmpty() && !queue.isEmpty() && queue.running().equals(before.running());
    if (!continues) {
      beginAgain();
    }
    // The request is stored even if nothing else is sent.
    output.start();
  }

  /** Nothing is read for a while. */
  void suspend(long now) {
    if (run != null) {
      run.suspend(now);
    }
  }

  /** Abandons what is under way. */
  void cancel() {
    if (run != null) {
      run.cancel();
      run = null;
      output.snapshotAborted();
    }
  }
}
