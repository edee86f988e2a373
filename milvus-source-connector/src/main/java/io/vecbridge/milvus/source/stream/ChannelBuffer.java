// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.log.LogPosition;
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
  private final Transactions transactions = new Transactions(held, this::add);
  private GroupChanges current;
  private int emitted;
  private int duplicates;
  private LogPosition next;
  private long tick;
  // After the last tick of the streaming service; null before the first.
  private LogPosition afterStreamedTick;

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

  /**
   * Adds an insert or a delete of this channel.
   *
   * @return whether there were stale rows, which are dropped
   */
  boolean add(LogRecord log, LogMessage.Rows message) {
    if (!isNew(log.position())) {
      return false;
    }
    HeldRecords.HeldRecord record = null;
    int rows = message.rows();
    boolean stale = false;
    for (int from = 0; from < rows; ) {
      long timestamp = message.timestamp(from);
      int to = from + 1;
      while (to < rows && message.timestamp(to) == timestamp) {
        to++;
      }
      if (isStale(timestamp)) {
        stale = true;
      } else if (isWanted(log.position(), timestamp)) {
        record = record != null ? record : hold(log);
        group(timestamp, record).add(message, from, to);
      }
      from = to;
    }
    return stale;
  }

  /**
   * Adds a message of the streaming service for this channel.
   *
   * @return whether it was stale, and is dropped
   */
  boolean add(LogRecord log, LogMessage.Streamed message) {
    if (!isNew(log.position())) {
      return false;
    }
    long timestamp = message.timeTick();
    if (timestamp < tick) {
      return true;
    }
    HeldRecords.HeldRecord record = hold(log);
    held.retain(record);
    if (Transactions.concerns(message)) {
      transactions.add(new Transactions.Part(message, record));
    } else {
      add(timestamp, record, message.content());
      held.release(record);
    }
    return false;
  }

  private void add(long timestamp, HeldRecords.HeldRecord record, LogMessage content) {
    if (timestamp <= start.timestamp()) {
      return;
    }
    if (content instanceof LogMessage.Announcement announcement) {
      group(timestamp, record).add(announcement);
    } else if (content instanceof LogMessage.Rows rows && rows.rows() > 0) {
      group(timestamp, record).add(rows, 0, rows.rows());
    } else if (content == LogMessage.TransactionMark.BEGIN && groups.containsKey(timestamp)) {
      group(timestamp, record);
    }
  }

  /**
   * Adds an announcement about this channel's collection. One that comes late, after a tick of the
   * streaming service, is not lost but takes that tick's place.
   */
  void add(LogRecord log, LogMessage.Announcement message) {
    if (!isNew(log.position())) {
      return;
    }
    long timestamp = message.timestamp();
    if (isStale(timestamp)) {
      timestamp = tick;
    }
    if (isWanted(log.position(), timestamp)) {
      group(timestamp, hold(log)).add(message);
    }
  }

  /** Processes a tick that Milvus 2.3 to 2.5 wrote to the physical channel. */
  void tick(LogRecord log, long timestamp) {
    if (isNew(log.position())) {
      tick = Math.max(tick, timestamp);
    }
  }

  /** Processes a tick that the streaming service wrote to the physical channel. */
  void streamedTick(LogRecord log, long timestamp) {
    // The record before the start is the tick that the position was taken after.
    LogPosition after = log.position().next();
    boolean isBeforeStart = after.equals(start.position()) && next.equals(after);
    if (!isBeforeStart && !isNew(log.position())) {
      return;
    }
    transactions.complete(timestamp);
    transactions.expire(timestamp);
    if (timestamp >= tick) {
      tick = timestamp;
      afterStreamedTick = after;
    }
  }

  /**
   * No row of this channel with a timestamp up to this one follows, though no tick in the log says
   * so. The position to resume from stays after a tick of the log.
   */
  void confirm(long timestamp) {
    transactions.complete(timestamp);
    tick = Math.max(tick, timestamp);
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

  /** How many rows were found since the last call whose key their own upsert writes before. */
  public int takeDuplicates() {
    int found = duplicates;
    duplicates = 0;
    return found;
  }

  private GroupChanges open(TimestampGroup group) {
    GroupChanges changes = new GroupChanges(group, opener);
    duplicates += changes.duplicates();
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

  /** Where the records begin that it hasn't received; null before it has received one. */
  LogPosition received() {
    return afterStreamedTick == null && next.equals(start.position()) ? null : next;
  }

  /** What has been emitted. Moves with the ticks if there are no changes. */
  public ChannelPosition position() {
    LogPosition idle = afterStreamedTick != null ? afterStreamedTick : next;
    return new ChannelPosition(held.lowestPosition(idle), releasedThrough(), emitted);
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

  private boolean isNew(LogPosition position) {
    if (position.isBefore(next)) {
      return false;
    }
    next = position.next();
    return true;
  }

  /**
   * Holds a record of the streaming service from the last tick on: what a transaction is depends on
   * which of its messages were stale, that is, on the tick before them.
   */
  private HeldRecords.HeldRecord hold(LogRecord log) {
    return held.hold(
        afterStreamedTick != null ? afterStreamedTick : log.position(), log.value().length);
  }

  /** Whether a row of Milvus 2.3 to 2.5 comes after a tick of the streaming service. */
  private boolean isStale(long timestamp) {
    return afterStreamedTick != null && timestamp < tick;
  }

  private boolean isWanted(LogPosition position, long timestamp) {
    if (timestamp <= tick && afterStreamedTick == null) {
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
