// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.relational.TableId;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.vecbridge.milvus.source.capture.CollectionWatch.Found;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.offset.MilvusOffset.Place;
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
  private final List<ChannelBuffer> channels;
  private final AnnouncementPolicy announcements;
  private final LogConfirmation confirmation;
  private final BitSet channelsAtDrop = new BitSet();
  private SnapshotRun snapshot;
  private LogMessage.Announcement drop;
  private boolean dropped;
  private MilvusCollection altered;
  private long limitedMillis;

  /** With the running snapshot, or null if there is none. */
  CollectionCapture(
      Found found,
      CollectionOutput output,
      List<ChannelBuffer> channels,
      AnnouncementPolicy announcements,
      LogConfirmation confirmation,
      SnapshotRun snapshot) {
    this.found = found;
    this.output = output;
    this.channels = channels;
    this.announcements = announcements;
    this.confirmation = confirmation;
    this.snapshot = snapshot;
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
    return snapshot != null;
  }

  /** Whether something of its snapshot is on its way from Milvus. */
  boolean isReading() {
    return snapshot != null && snapshot.isReading();
  }

  /** Whether its snapshot waits for those of others. */
  boolean isQueued() {
    return snapshot != null && snapshot.isQueued();
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
    output.schema(
        found.alterations().any() ? SchemaChangeEventType.ALTER : SchemaChangeEventType.CREATE);
  }

  /**
   * Emits what can be emitted now.
   *
   * @param now nanoseconds of a monotonic clock
   * @param heldBytes size of the changes that wait in the whole task, which bounds them
   * @return whether anything was done, so that there may be more
   */
  boolean advance(long now, long heldBytes) throws InterruptedException {
    boolean advanced = release(snapshot == null ? SnapshotRun.OPEN : snapshot.gate());
    if (drop != null) {
      abandonSnapshot();
      endIfDropped();
    }
    if (snapshot != null && !isAltered()) {
      // Above the limit no page is requested; one that has been read holds changes back, so it is
      // discarded.
      advanced |= snapshot.advance(now, releasedThrough(), heldBytes, output.mayRead());
      if (snapshot.answered() > releasedThrough()) {
        confirmation.answered(snapshot.answered());
      }
      if (snapshot.isComplete()) {
        complete();
      }
    } else if (snapshot == null) {
      confirmation.idle(now, releasedThrough());
    }
    return advanced;
  }

  private boolean release(long gate) throws InterruptedException {
    boolean released = false;
    limitedMillis = 0;
    for (int i = 0; i < channels.size(); i++) {
      ChannelBuffer channel = channels.get(i);
      while (!channelsAtDrop.get(i) && !isAltered() && channel.isReady(gate)) {
        long wait = output.waitMillis();
        if (wait > 0) {
          limitedMillis = Math.max(limitedMillis, wait);
          break;
        }
        emit(i, channel.poll(gate));
        released = true;
      }
      if (!channelsAtDrop.get(i)) {
        output.moveTo(new Place.Passed(i, channel.position()));
      }
    }
    return released;
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
        announcements.decide(collection(), announced.message());
        output.moveTo(new Place.Passed(channel, announced.after()));
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

  private void complete() throws InterruptedException {
    snapshot = null;
    output.snapshotCompleted();
    LOG.info("The snapshot of {} is complete", output.partition());
  }

  private void abandonSnapshot() {
    if (snapshot != null) {
      snapshot.cancel();
      snapshot = null;
      output.snapshotAborted();
    }
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
    abandonSnapshot();
  }
}
