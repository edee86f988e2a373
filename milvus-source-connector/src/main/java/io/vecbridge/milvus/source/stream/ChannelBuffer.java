// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.milvus.source.log.LogMessage;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Holds the rows of one virtual channel until they are complete, and gives them out as changes: the
 * home of the ordering guarantee. Changes come in the order of their timestamps, those of one
 * timestamp together, as soon as a time tick says that no more of them follow. Rows of one
 * timestamp can stand before and after another tick, and after rows of a later timestamp; only
 * comparing timestamps with the last tick tells what is complete.
 *
 * <p>Records are to come in the order of the log, from the start position on. Those that have come
 * before, and those before the start, are ignored, so the log can be read again from anywhere
 * earlier.
 *
 * @param <R> the rows of an insert, opened when their first change is about to be given out
 */
public final class ChannelBuffer<R extends KeyedRows> {
  private final String vchannel;
  private final long collectionId;
  private final Function<LogMessage.Inserted, R> opener;
  private final ChannelPosition start;

  private final TreeMap<Long, TimestampGroup> groups = new TreeMap<>();
  private final HeldRecords held = new HeldRecords();
  private GroupChanges<R> current;
  private int eventsOut;
  private long next;
  private long tick;

  /**
   * A buffer without rows.
   *
   * @param start what is out already
   * @param opener makes the rows of an insert; where it throws, the same change can be asked for
   *     again
   */
  public ChannelBuffer(
      String vchannel,
      long collectionId,
      ChannelPosition start,
      Function<LogMessage.Inserted, R> opener) {
    this.vchannel = vchannel;
    this.collectionId = collectionId;
    this.opener = opener;
    this.start = start;
    this.eventsOut = start.events();
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

  /** Takes an insert or a delete of this channel, whose record has that many bytes. */
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

  /** Takes an announcement about this channel's collection. */
  void add(long position, int bytes, LogMessage.Announcement message) {
    if (isNew(position) && isWanted(position, message.timestamp())) {
      group(message.timestamp(), held.hold(position, bytes)).add(message);
    }
  }

  /** Takes a tick of the physical channel. */
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
   * The next change that is complete and not later than the gate; null where there is none now.
   *
   * @param gate a timestamp, {@code Long.MAX_VALUE} for none; the gate delays changes and does
   *     nothing else
   * @throws PositionMismatchException where the start position does not fit this log
   */
  public Change<R> poll(long gate) {
    if (!isReady(gate)) {
      return null;
    }
    TimestampGroup group = groups.firstEntry().getValue();
    if (current == null) {
      current = open(group);
    }
    GroupChanges<R> changes = current;
    changes.advance();
    eventsOut++;
    if (!changes.hasNext()) {
      finish(group);
    }
    return changes.change(position());
  }

  private GroupChanges<R> open(TimestampGroup group) {
    GroupChanges<R> changes = new GroupChanges<>(group, opener);
    for (int skipped = 0; skipped < eventsOut; skipped++) {
      changes.advance();
      if (!changes.hasNext()) {
        throw new PositionMismatchException(vchannel, start, group.timestamp, skipped + 1);
      }
    }
    return changes;
  }

  private void finish(TimestampGroup group) {
    groups.remove(group.timestamp);
    group.records.forEach(held::release);
    current = null;
    eventsOut = 0;
  }

  /** What is out at this moment. Moves with the ticks where there are no changes. */
  public ChannelPosition position() {
    return new ChannelPosition(held.lowestPosition(next), releasedThrough(), eventsOut);
  }

  /** The timestamp up to which all changes are out, and no more will come. */
  public long releasedThrough() {
    long complete = groups.isEmpty() ? tick : Math.min(tick, groups.firstKey() - 1);
    return Math.max(start.timestamp(), complete);
  }

  /** Size of the records whose rows are not all out, in bytes as they are in the log. */
  public long heldBytes() {
    return held.bytes();
  }

  /** Number of the records whose rows are not all out. */
  public int heldRecords() {
    return held.count();
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
      throw new LateRecordException(vchannel, position, timestamp, tick);
    }
    return timestamp > start.timestamp();
  }

  private TimestampGroup group(long timestamp, HeldRecords.HeldRecord record) {
    TimestampGroup group = groups.computeIfAbsent(timestamp, TimestampGroup::new);
    int last = group.records.size() - 1;
    if (last < 0 || group.records.get(last) != record) {
      group.records.add(record);
      held.share(record);
    }
    return group;
  }
}
