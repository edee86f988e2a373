// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.row.RowBatch;
import java.util.TreeMap;
import java.util.function.Function;
import milvus.proto.msg.Msg;

/**
 * Holds the rows of one virtual channel until they are complete, and returns them as changes, in a
 * guaranteed order. Changes come in the order of their timestamps, those of one timestamp together,
 * as soon as a time tick shows that no more of them follow. Rows of one timestamp can stand before
 * and after another tick, and after rows of a later timestamp; only comparing timestamps with the
 * last tick shows what is complete.
 *
 * <p>Records are to come in the order of the log, from the start position on. Records that were
 * already received, and those before the start, are ignored, so the log can be read again from any
 * earlier position.
 */
public final class ChannelBuffer {
  private final String vchannel;
  private final long collectionId;
  private final Function<Msg.InsertRequest, RowBatch> opener;
  private final ChannelPosition start;

  private final TreeMap<Long, TimestampGroup> groups = new TreeMap<>();
  private final HeldRecords held = new HeldRecords();
  private GroupChanges current;
  private int emitted;
  private long next;
  private long tick;

  /**
   * A buffer without rows.
   *
   * @param start what has been emitted already
   * @param opener opens the rows of an insert when their first change is about to be returned; if
   *     it throws, the same change can be requested again
   */
  public ChannelBuffer(
      String vchannel,
      long collectionId,
      ChannelPosition start,
      Function<Msg.InsertRequest, RowBatch> opener) {
    this.vchannel = vchannel;
    this.collectionId = collectionId;
    this.opener = opener;
    this.start = start;
    this.emitted = start.events();
    this.next = start.position();
  }

  /** Name of the virtual channel. */
  public String vchannel() {
    return vchannel;
  }

  /** Id of the collection. */
  public long collectionId() {
    return collectionId;
  }

  /** Adds an insert or a delete of this channel, whose record has that many bytes. */
  void add(long position, int bytes, LogMessage.Rows message) {
    if (!isNew(position)) {
      return;
    }
    HeldRecords.HeldRecord record = null;
    int rows = message.rows();
    for (int from = 0; from < rows; ) {
      long timestamp = message.timestamp(from);
      int to = from + 1;
      while (to < rows && message.timestamp(to) == timestamp) {
        to++;
      }
      if (isWanted(position, timestamp)) {
        record = record != null ? record : held.hold(position, bytes);
        group(timestamp, record).add(message, from, to);
      }
      from = to;
    }
  }

  /** Adds an announcement about this channel's collection. */
  void add(long position, int bytes, LogMessage.Announcement message) {
    if (isNew(position) && isWanted(position, message.timestamp())) {
      group(message.timestamp(), held.hold(position, bytes)).add(message);
    }
  }

  /** Processes a tick of the physical channel. */
  void tick(long position, long timestamp) {
    if (isNew(position)) {
      tick = Math.max(tick, timestamp);
    }
  }

  /** Whether there is a change that is complete and not later than the gate. */
  public boolean isReady(long gate) {
    return !groups.isEmpty() && groups.firstKey() <= Math.min(tick, gate);
  }

  /**
   * The next change that is complete and not later than the gate; null if there is none now.
   *
   * @param gate a timestamp, {@code Long.MAX_VALUE} for none; the gate only delays changes
   * @throws LogMismatchException if the start position does not fit this log
   */
  public Change poll(long gate) {
    if (!isReady(gate)) {
      return null;
    }
    TimestampGroup group = groups.firstEntry().getValue();
    if (current == null) {
      current = open(group);
    }
    GroupChanges changes = current;
    changes.advance();
    emitted++;
    if (!changes.hasNext()) {
      finish(group);
    }
    return changes.change(position());
  }

  private GroupChanges open(TimestampGroup group) {
    GroupChanges changes = new GroupChanges(group, opener);
    for (int skipped = 0; skipped < emitted; skipped++) {
      changes.advance();
      if (!changes.hasNext()) {
        throw LogMismatchException.otherLog(vchannel, start, group.timestamp, skipped + 1);
      }
    }
    return changes;
  }

  private void finish(TimestampGroup group) {
    groups.remove(group.timestamp);
    group.records.forEach(held::release);
    current = null;
    emitted = 0;
  }

  /** What has been emitted. Moves with the ticks if there are no changes. */
  public ChannelPosition position() {
    return new ChannelPosition(held.lowestPosition(next), releasedThrough(), emitted);
  }

  /** The timestamp up to which all changes have been emitted, and no more will come. */
  public long releasedThrough() {
    long complete = groups.isEmpty() ? tick : Math.min(tick, groups.firstKey() - 1);
    return Math.max(start.timestamp(), complete);
  }

  /** Size of the records whose rows have not all been emitted, in bytes as they are in the log. */
  public long heldBytes() {
    return held.bytes();
  }

  private boolean isNew(long position) {
    if (position < next) {
      return false;
    }
    next = position + 1;
    return true;
  }

  private boolean isWanted(long position, long timestamp) {
    if (timestamp <= tick) {
      throw LogMismatchException.late(vchannel, position, timestamp, tick);
    }
    return timestamp > start.timestamp();
  }

  private TimestampGroup group(long timestamp, HeldRecords.HeldRecord record) {
    TimestampGroup group = groups.computeIfAbsent(timestamp, TimestampGroup::new);
    int last = group.records.size() - 1;
    if (last < 0 || group.records.get(last) != record) {
      group.records.add(record);
      held.retain(record);
    }
    return group;
  }
}
