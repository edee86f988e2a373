// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.common.source.config.SnapshotMode;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.config.ChangeLogOptions.UnloggedChangeMode;
import io.vecbridge.milvus.source.offset.SnapshotPosition;
import io.vecbridge.milvus.source.offset.SnapshotQueue;
import io.vecbridge.milvus.source.offset.StoredOffset;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a collection's capture begins: a pure function of its stored offset and the options.
 *
 * @param positions stored positions by virtual channel; a channel without one starts again
 * @param snapshot where the snapshots that are taken begin
 * @param ended whether there is nothing left to do
 */
record CollectionStart(
    Map<String, ChannelPosition> positions, SnapshotPosition snapshot, boolean ended) {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionStart.class);

  /** A first start, with a snapshot. */
  static CollectionStart withSnapshot() {
    return new CollectionStart(Map.of(), SnapshotPosition.INITIAL, false);
  }

  /** The start instead of this one, whose positions are lost: all rows are read. */
  CollectionStart afterGap() {
    return new CollectionStart(Map.of(), allRows(snapshot.queue()), false);
  }

  private static SnapshotPosition allRows(SnapshotQueue queue) {
    return SnapshotPosition.startOf(queue.fromBeginning());
  }

  /** The start of a collection without an offset. */
  static CollectionStart withoutOffset(SnapshotMode mode) {
    return mode.snapshotsNewCollections()
        ? withSnapshot()
        : new CollectionStart(Map.of(), SnapshotPosition.NONE, false);
  }

  /** The start of a collection whose capture failed in this run of the task, at an offset. */
  static CollectionStart again(StoredOffset failed) {
    return new CollectionStart(failed.positions(), failed.snapshot(), false);
  }

  /**
   * The start of a collection that has an offset.
   *
   * @param followed whether the collection's log is read
   * @throws UnloggedChangeException if the offset is that of another collection of this name, and
   *     the options don't say to continue
   * @throws ConnectException if it has no position on the log, and they don't say to continue
   */
  static CollectionStart of(
      StoredOffset stored,
      MilvusCollection collection,
      SnapshotMode mode,
      UnloggedChangeMode dropMode,
      boolean followed) {
    if (stored.dropped() || stored.collectionId() != collection.id()) {
      return createdAgain(stored, collection, mode, dropMode);
    }
    if (followed && !knowsAllChannels(stored, collection)) {
      return withoutPositions(stored, collection, mode);
    }
    if (mode.snapshotsAtEveryStart()) {
      return new CollectionStart(stored.positions(), allRows(stored.snapshot().queue()), false);
    }
    SnapshotQueue all = stored.snapshot().queue();
    SnapshotQueue queue = mode.snapshotsNewCollections() ? all : all.withoutInitial();
    return new CollectionStart(
        stored.positions(),
        queue.isInitial() == all.isInitial()
            ? new SnapshotPosition(queue, stored.snapshot().lastKey())
            : SnapshotPosition.startOf(queue),
        queue.isEmpty() && !mode.streams());
  }

  /** Whether a snapshot is taken. */
  boolean snapshots() {
    return !snapshot.queue().isEmpty();
  }

  private static boolean knowsAllChannels(StoredOffset stored, MilvusCollection collection) {
    return collection.channels().stream()
        .allMatch(channel -> stored.positions().containsKey(channel.name()));
  }

  private static CollectionStart withoutPositions(
      StoredOffset stored, MilvusCollection collection, SnapshotMode mode) {
    String what =
        "The offset of collection "
            + collection.database()
            + "."
            + collection.name()
            + " has no position in its log, as after a run with change.log.reader=none: the changes"
            + " since then are unknown";
    if (!mode.snapshotsWhenPositionIsLost()) {
      throw new ConnectException(
          what
              + ". Take a new snapshot: remove the collection's offset, or set"
              + " snapshot.mode=when_needed, which takes it automatically.");
    }
    LOG.warn("{}: taking a new snapshot.", what);
    return again(stored).afterGap();
  }

  private static CollectionStart createdAgain(
      StoredOffset stored,
      MilvusCollection collection,
      SnapshotMode mode,
      UnloggedChangeMode dropMode) {
    String what =
        "Collection "
            + collection.database()
            + "."
            + collection.name()
            + " was dropped and created again (id "
            + stored.collectionId()
            + ", now "
            + collection.id()
            + ")";
    boolean undecided = !stored.dropped() && !mode.snapshotsWhenPositionIsLost();
    if (undecided && dropMode == UnloggedChangeMode.FAIL) {
      throw new UnloggedChangeException(
          what
              + ": the rows of the dropped one are still in the target. Remove them there, then set"
              + " collection.drop.mode=ignore or snapshot.mode=when_needed, or remove the"
              + " collection's offset, and restart the task.");
    }
    LOG.warn("{}: it starts again; the rows of the dropped one stay in the target.", what);
    return withoutOffset(mode);
  }

  @Override
  public String toString() {
    String taken = snapshot.lastKey() == null ? "with a snapshot" : "resuming its snapshot";
    return (snapshots() ? taken : "without a snapshot")
        + (positions.isEmpty() ? ", without stored positions" : ", from its stored positions");
  }
}
