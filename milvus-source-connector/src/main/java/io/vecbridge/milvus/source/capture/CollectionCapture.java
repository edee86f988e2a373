// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.data.Envelope.Operation;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.source.emit.SnapshotMetrics;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.emit.CollectionRecords;
import io.vecbridge.milvus.source.metrics.CollectionStatus;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.offset.MilvusPartition;
import io.vecbridge.milvus.source.snapshot.SnapshotRun;
import io.vecbridge.milvus.source.stream.Change;
import io.vecbridge.milvus.source.stream.ChannelBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One collection on its way: its changes are released in order, as far as its snapshot lets them
 * pass, and its snapshot goes on between them. Its offset always says what is out.
 */
final class CollectionCapture {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionCapture.class);

  private final MilvusCollection collection;
  private final MilvusPartition partition;
  private final MilvusOffset offset;
  private final List<ChannelBuffer> channels;
  private final CollectionRecords records;
  private final RateLimits limits;
  private final SnapshotMetrics<MilvusPartition> metrics;
  private final CollectionStatus status;
  private final AnnouncementPolicy announcements;
  private SnapshotRun snapshot;
  private boolean dropped;
  private long limitedMillis;

  /** With the running snapshot, or null where there is none. */
  CollectionCapture(
      MilvusCollection collection,
      MilvusPartition partition,
      MilvusOffset offset,
      List<ChannelBuffer> channels,
      CollectionRecords records,
      RateLimits limits,
      SnapshotMetrics<MilvusPartition> metrics,
      CollectionStatus status,
      AnnouncementPolicy announcements,
      SnapshotRun snapshot) {
    this.collection = collection;
    this.partition = partition;
    this.offset = offset;
    this.channels = channels;
    this.records = records;
    this.limits = limits;
    this.metrics = metrics;
    this.status = status;
    this.announcements = announcements;
    this.snapshot = snapshot;
  }

  /** The collection as it was described. */
  MilvusCollection collection() {
    return collection;
  }

  /** Where it is now. */
  Map<String, ?> offset() {
    return offset.getOffset();
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
   * @return whether there was anything to do, so that there may be more
   */
  boolean advance(long now, LongSupplier heldBytes) throws InterruptedException {
    boolean worked = release(snapshot == null ? SnapshotRun.OPEN : snapshot.gate());
    if (snapshot != null && !dropped) {
      // Over the limit no page is asked for; one that has been read holds changes back, so it goes.
      boolean mayRead = limits.snapshot().waitMillis() == 0;
      worked |= snapshot.advance(now, releasedThrough(), heldBytes.getAsLong(), mayRead);
      if (snapshot.isComplete()) {
        complete();
      }
    }
    return worked;
  }

  private boolean release(long gate) throws InterruptedException {
    boolean worked = false;
    limitedMillis = 0;
    for (int i = 0; i < channels.size(); i++) {
      ChannelBuffer channel = channels.get(i);
      while (!dropped && channel.isReady(gate)) {
        long wait = limits.streaming().waitMillis();
        if (wait > 0) {
          limitedMillis = Math.max(limitedMillis, wait);
          break;
        }
        emit(i, channel.poll(gate));
        worked = true;
      }
      offset.moveTo(i, channel.position());
    }
    return worked;
  }

  private void emit(int channel, Change change) throws InterruptedException {
    if (change instanceof Change.RowWritten written) {
      offset.atChange(channel, written.after(), written.timestamp(), written.partition());
      Operation operation = written.update() ? Operation.UPDATE : Operation.CREATE;
      records.emit(operation, written.rows(), written.row());
      announcements.rowEmitted(written.partitionId(), written.timestamp());
      limits.streaming().charge(1, written.rows().bytesPerRow());
    } else if (change instanceof Change.RowDeleted deleted) {
      offset.atChange(channel, deleted.after(), deleted.timestamp(), deleted.partition());
      records.emitDelete(deleted.key());
      limits.streaming().charge(1, 0);
    } else if (change instanceof Change.Announced announced) {
      dropped = announcements.endsCapture(collection, announced.message());
      if (dropped) {
        status.enter(CollectionStatus.Phase.DROPPED);
      }
      offset.moveTo(channel, announced.after());
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
    status.enter(CollectionStatus.Phase.STREAMING);
    offset.completeSnapshot();
    metrics.completed(partition);
    // The last row's offset doesn't know yet that it was the last, and an empty collection has
    // none.
    records.emitHeartbeat();
    LOG.info("The snapshot of {} is complete", partition);
  }

  /** Sends the offset of a collection that may have nothing else to send. */
  void beat() throws InterruptedException {
    records.emitHeartbeat();
  }

  /** Gives up what is under way. */
  void close() {
    if (snapshot != null) {
      snapshot.cancel();
      metrics.aborted(partition);
    }
  }
}
