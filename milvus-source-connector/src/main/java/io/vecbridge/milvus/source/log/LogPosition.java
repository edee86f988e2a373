// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

/**
 * A place in a physical channel: reading from it begins with the record there, or the first after
 * it. Positions of one channel are ordered. Only the {@link ChangeLogReader} that they belong to
 * knows what they consist of.
 */
public sealed interface LogPosition extends Comparable<LogPosition>
    permits LogPosition.Offset, DumpPosition {
  /** Before every record of a channel. */
  LogPosition START = new Offset(0);

  /** The position right after the record at this one. */
  LogPosition next();

  /** The position as a number for metrics: an offset, or milliseconds since 1970. */
  long number();

  /** The position as offsets store it: a number or a string. */
  Object stored();

  /** Whether this position comes before another one of the same channel. */
  default boolean isBefore(LogPosition other) {
    return compareTo(other) < 0;
  }

  /** Whether the channel was moved to another message queue between the two positions. */
  default boolean isElsewhere(LogPosition other) {
    return this instanceof Offset != other instanceof Offset;
  }

  /** The lower of two positions of the same channel. */
  static LogPosition lower(LogPosition one, LogPosition other) {
    return other.isBefore(one) ? other : one;
  }

  /**
   * Reads a position as offsets store it.
   *
   * @throws IllegalArgumentException if it isn't one
   */
  static LogPosition of(Object stored) {
    if (stored instanceof Number number) {
      return new Offset(number.longValue());
    }
    if (stored instanceof String text) {
      return DumpPosition.parse(text);
    }
    throw new IllegalArgumentException("not a position");
  }

  /**
   * A position in Kafka: an offset of the topic's one partition. The log that follows in another
   * queue is after all of it.
   */
  record Offset(long offset) implements LogPosition {
    @Override
    public LogPosition next() {
      return new Offset(offset + 1);
    }

    @Override
    public long number() {
      return offset;
    }

    @Override
    public Object stored() {
      return offset;
    }

    @Override
    public int compareTo(LogPosition other) {
      return other instanceof Offset there ? Long.compare(offset, there.offset) : -1;
    }

    @Override
    public String toString() {
      return Long.toString(offset);
    }
  }
}
