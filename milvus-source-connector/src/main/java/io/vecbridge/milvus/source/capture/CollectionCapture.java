// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.relational.TableId;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.vecbridge.milvus.source.capture.CollectionWatch.Found;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.offset.MilvusOffset.Place;
import io.vecbridge.milvus.source.offset.SnapshotQueue.Cause;
import io.vecbridge.milvus.source.offset.SnapshotQueue.Snapshot;
import io.vecbridge.milvus.source.snapshot.SnapshotRun;
import io.vecbridge.milvus.source.stream.Change;
import io.vecbridge.milvus.source.stream.ChannelBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The capture of one collection: its changes are released in order, as far as its snapshot allows,
 * and its snapshot continues between them. Its offset always describes what has been emitted.
 *
 * <p>Milvus logs the drop of a collection on each of its channels. The capture ends when all
 * changes before the drop have been emitted, on every channel.
 */
final class CollectionCapture {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionCapture.class);

  private final Found found;
  private final CollectionOutput output;
  private final CollectionChannels channels;
  private final AnnouncementPolicy announcements;
  private final LogConfirmation confirmation;
  private final BitSet channelsAtDrop = new BitSet();
  private final CollectionSnapshots snapshots;
  private final TruncationFence fence;
  private LogMessage.Announcement drop;
  private boolean dropped;
  private MilvusCollection altered;
  private long limitedMillis;

  /** At the output's offset. */
  CollectionCapture(
      Found found,
      CollectionOutput output,
      CollectionChannels channels,
      AnnouncementPolicy announcements,
      LogConfirmation confirmation,
      CollectionSnapshots snapshots) {
    this.found = found;
    this.output = output;
    this.channels = channels;
    this.announcements = announcements;
    this.confirmation = confirmation;
    this.snapshots = snapshots;
    this.fence = new TruncationFence(channels.size());
  }

  /** The collection as it was found. */
  Found found() {
    return found;
  }

  /** The collection as it was described. */
  MilvusCollection collection() {
    return found.collection();
  }

  TableId id() {
    return collection().tableId();
  }

  /** Its current offset. */
  Map<String, ?> offset() {
    return output.offset();
  }

  boolean isSnapshotting() {
    return snapshots.isRunning();
  }

  /** Whether something of its snapshot is on its way from Milvus. */
  boolean isReading() {
    return snapshots.isReading();
  }

  /** Whether its snapshot waits for those of others. */
  boolean isQueued() {
    return snapshots.isQueued();
  }

  boolean isDropped() {
    return dropped;
  }

  /** Whether it has emitted any row. */
  boolean hasEmitted() {
    return output.hasEmitted();
  }

  /** Whether its offset describes what has been emitted although something has failed. */
  boolean isResumable() {
    return !output.isEmitting();
  }

  /**
   * Whether the next rows have another schema or name: the collection is to be opened again, as
   * {@link #altered} has it.
   */
  boolean isAltered() {
    return altered != null;
  }

  /** The collection as it is from here on in the log. */
  Found altered() {
    return found.altered(altered);
  }

  /** Milvus has the collection under another name, which the log doesn't show. */
  void rename(TableId name) {
    if (!isAltered()) {
      become(collection().named(name));
    }
  }

  /** How long the rate limit alone holds back changes that wait; 0 if there are none. */
  long limitedMillis() {
    return limitedMillis;
  }

  /** Up to which timestamp its changes have been emitted, on all of its channels. */
  long releasedThrough() {
    long released = Long.MAX_VALUE;
    for (int i = 0; i < channels.size(); i++) {
      if (!channelsAtDrop.get(i)) {
        released = Math.min(released, channels.get(i).releasedThrough());
      }
    }
    return released;
  }

  /** Begins with the event that creates the collection's table, or changes it. */
  void begin() throws InterruptedException {
    output.begin(
        found.alterations().any() ? SchemaChangeEventType.ALTER : SchemaChangeEventType.CREATE);
    followSignals();
  }

  /** Takes the snapshots that signals ask for. */
  void followSignals() throws InterruptedException {
    snapshots.followSignals();
  }

  /**
   * Emits what can be emitted now.
   *
   * @param now nanoseconds of a monotonic clock
   * @param heldBytes size of the changes that wait in the whole task, which bounds them
   * @return whether anything was done, so that there may be more
   */
  boolean advance(long now, long heldBytes) throws InterruptedException {
    boolean advanced = release(fence.isUp() ? SnapshotRun.OPEN : snapshots.gate());
    if (drop != null) {
      snapshots.cancel();
      endIfDropped();
    }
    if (fence.isUp()) {
      // No page is read until the channels are at one place.
      snapshots.suspend(now);
      if (!fence.isComplete(channel -> channels.get(channel).releasedThrough())) {
        if (heldBytes > SnapshotRun.MAX_HELD_BYTES) {
          channels.suspend(fence.held());
        }
        confirmation.idle(now, releasedThrough());
        return advanced;
      }
      LOG.info("Collection {} was truncated", output.partition());
      channels.resume();
      output.emptied(fence.open());
      return true;
    }
    if (!snapshots.isRunning()) {
      confirmation.idle(now, releasedThrough());
    } else if (!isAltered()) {
      // Above the limit no page is requested; one that has been read holds changes back, so it is
      // discarded.
      advanced |= snapshots.advance(now, releasedThrough(), heldBytes);
      if (snapshots.answered() > releasedThrough()) {
        confirmation.answered(snapshots.answered());
      }
    }
    return advanced;
  }

  private boolean release(long gate) throws InterruptedException {
    boolean released = false;
    limitedMillis = 0;
    for (int i = 0; i < channels.size(); i++) {
      ChannelBuffer channel = channels.get(i);
      while (mayRelease(i) && channel.isReady(gate)) {
        long wait = output.waitMillis();
        if (wait > 0) {
          limitedMillis = Math.max(limitedMillis, wait);
          break;
        }
        emit(i, channel.poll(gate));
        released = true;
      }
      output.duplicates(channel.takeDuplicates());
      if (!channelsAtDrop.get(i) && !fence.holds(i)) {
        output.moveTo(new Place.Passed(i, channel.position()));
      }
    }
    return released;
  }

  private boolean mayRelease(int channel) {
    return !channelsAtDrop.get(channel) && !fence.holds(channel) && !isAltered();
  }

  private void emit(int channel, Change change) throws InterruptedException {
    if (change instanceof Change.RowWritten written) {
      // First, since the row's own offset says which partitions can have rows.
      announcements.row(written.partitionId(), written.timestamp());
      output.row(channel, written);
    } else if (change instanceof Change.RowDeleted deleted) {
      output.delete(channel, deleted);
    } else if (change instanceof Change.Announced announced) {
      if (announced.message() instanceof LogMessage.CollectionDropped) {
        drop = announced.message();
        channelsAtDrop.set(channel);
      } else if (announced.message() instanceof LogMessage.SchemaChanged changed) {
        become(found.alterations().apply(collection(), channel, changed));
        output.moveTo(new Place.Passed(channel, announced.after()));
      } else if (announced.message() instanceof LogMessage.Renamed renamed) {
        become(found.alterations().rename(collection(), renamed));
        output.moveTo(new Place.Passed(channel, announced.after()));
      } else {
        announced(channel, announced);
      }
    }
  }

  private void announced(int channel, Change.Announced announced) throws InterruptedException {
    Place.Passed passed = new Place.Passed(channel, announced.after());
    switch (announcements.decide(collection(), announced.message())) {
      case NONE -> output.moveTo(passed);
      case TRUNCATE -> fence.hold(channel, announced);
      case TRUNCATE_AND_SNAPSHOT -> {
        output.emptied(new Place.Emptied(List.of(passed), announced.timestamp(), true));
        snapshots.beginAgain();
      }
      case SNAPSHOT -> {
        output.moveTo(passed);
        snapshots.request(new Snapshot(Cause.IMPORT, "", announced.message().job()));
      }
    }
  }

  /** Each of the collection's channels has a copy of the change; the first one changes it. */
  private void become(MilvusCollection now) {
    if (!now.equals(collection())) {
      altered = now;
    }
  }

  private void endIfDropped() {
    if (releasedThrough() >= drop.timestamp()) {
      announcements.decide(collection(), drop);
      drop();
    }
  }

  /** The collection was dropped or renamed in Milvus. */
  void drop() {
    dropped = true;
    output.dropped();
  }

  /** Sends the offset of a collection that may have nothing else to send. */
  void heartbeat() throws InterruptedException {
    output.heartbeat();
  }

  /** Nothing is left to do. */
  void end() {
    output.ended();
  }

  /** Cancels what is in progress. */
  void close() {
    snapshots.cancel();
  }
}
