// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.milvus.source.log.LogPosition;

/**
 * How far the changes of one virtual channel have been emitted. A stream that resumes from a
 * position is guaranteed to return the changes that would have followed, without a gap and without
 * a repetition, also in the middle of the changes of one timestamp.
 *
 * <p>The rule has three parts. Every row up to {@code timestamp} has been emitted. Of the rows
 * above, the first {@code events} changes of the lowest timestamp have been emitted, and no others.
 * No row that hasn't been emitted is before {@code position} in the log. So a reader that starts at
 * {@code position}, drops the rows up to {@code timestamp} and skips {@code events} changes is
 * where this one was.
 *
 * <p>The records of the log are not in the order of their timestamps: {@code position} is the
 * lowest of any record with a row that hasn't been emitted, those of the timestamp that is partly
 * emitted among them, and not that of the next change. If nothing waits it is the position after
 * the last record that was read. The timestamp can be one that no row has: it moves with the ticks,
 * also on idle channels.
 *
 * @param position where to read from
 * @param timestamp the timestamp (TSO) up to which every row has been emitted
 * @param events changes of the next timestamp that have been emitted; an upsert is one change
 */
public record ChannelPosition(LogPosition position, long timestamp, int events) {

  /** Nothing has been emitted. */
  public static final ChannelPosition START = at(LogPosition.START);

  /** A position in Kafka. */
  public ChannelPosition(long offset, long timestamp, int events) {
    this(new LogPosition.Offset(offset), timestamp, events);
  }

  /** The rows from a place in the log on, whatever their timestamps. */
  public static ChannelPosition at(LogPosition position) {
    return new ChannelPosition(position, 0, 0);
  }
}
