// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.offset.MilvusOffset.Place;
import io.vecbridge.milvus.source.snapshot.SnapshotRun;
import io.vecbridge.milvus.source.stream.Change;
import io.vecbridge.milvus.source.stream.ChannelBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The capture of one collection: its changes are released in order, as far as its snapshot allows,
 * and its snapshot continues between them. Its offset always describes what has been emitted.
 */
final class CollectionCapture {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionCapture.class);

  private final MilvusCollection collection;
  private final CollectionOutput output;
  private final List<ChannelBuffer> channels;
  private final AnnouncementPolicy announcements;
  private final LogConfirmation confirmation;
  private SnapshotRun snapshot;
  private boolean dropped;
  private long limitedMillis;

  /** With the running snapshot, or null if there is none. */
  CollectionCapture(
      MilvusCollection collection,
      CollectionOutput output,
      List<ChannelBuffer> channels,
      AnnouncementPolicy announcements,
      LogConfirmation confirmation,
      SnapshotRun snapshot) {
    this.collection = collection;
    this.output = output;
    this.channels = channels;
    this.announcements = announcements;
    this.confirmation = confirmation;
    this.snapshot = snapshot;
  }

  /** The collection as it was described. */
  MilvusCollection collection() {
    return collection;
  }

  /** Its current offset. */
  Map<String, ?> offset() {
    return output.offset();
  }

  boolean isSnapshotting() {
    return snapshot != null;
  }

  boolean isDropped() {
    return dropped;
  }

  /** How long the rate limit alone holds back changes that wait; 0 if there are none. */
  long limitedMillis() {
    return limitedMillis;
  }

  /**
   * Emits what can be emitted now.
   *
   * @param now nanoseconds of a monotonic clock
   * @param heldBytes size of the changes that wait in the whole task, which bounds them
   * @return whether anything was done, so that there may be more
   */
  boolean advance(long now, LongSupplier heldBytes) throws InterruptedException {
    boolean progressed = release(snapshot == null ? SnapshotRun.OPEN : snapshot.gate());
    if (snapshot != null && !dropped) {
      // Above the limit no page is requested; one that has been read holds changes back, so it is
      // discarded.
      progressed |=
          snapshot.advance(now, releasedThrough(), heldBytes.getAsLong(), output.mayRead());
      if (snapshot.answered() > releasedThrough()) {
        confirmation.answered(snapshot.answered());
      }
      if (snapshot.isComplete()) {
        complete();
      }
    }
    return progressed;
  }

  private boolean release(long gate) throws InterruptedException {
    boolean progressed = false;
    limitedMillis = 0;
    for (int i = 0; i < channels.size(); i++) {
      ChannelBuffer channel = channels.get(i);
      while (!dropped && channel.isReady(gate)) {
        long wait = output.waitMillis();
        if (wait > 0) {
          limitedMillis = Math.max(limitedMillis, wait);
          break;
        }
        emit(i, channel.poll(gate));
        progressed = true;
      }
      output.moveTo(new Place.Passed(i, channel.position()));
    }
    return progressed;
  }

  private void emit(int channel, Change change) throws InterruptedException {
    if (change instanceof Change.RowWritten written) {
      output.row(channel, written);
      announcements.rowEmitted(written.partitionId(), written.timestamp());
    } else if (change instanceof Change.RowDeleted deleted) {
      output.delete(channel, deleted);
    } else if (change instanceof Change.Announced announced) {
      dropped = announcements.endsCapture(collection, announced.message());
      if (dropped) {
        output.dropped();
      }
      output.moveTo(new Place.Passed(channel, announced.after()));
    }
  }

  private long releasedThrough() {
    long released = Long.MAX_VALUE;
    for (ChannelBuffer channel : channels) {
      released = Math.min(released, channel.releasedThrough());
    }
    return released;
  }

  private void complete() throws InterruptedException {
    snapshot = null;
    output.snapshotCompleted();
    LOG.info("The snapshot of {} is complete", output.partition());
  }

  /** Sends the offset of a collection that may have nothing else to send. */
  void heartbeat() throws InterruptedException {
    output.heartbeat();
  }

  /** Cancels what is in progress. */
  void close() {
    if (snapshot != null) {
      snapshot.cancel();
      output.snapshotAborted();
    }
  }
}
