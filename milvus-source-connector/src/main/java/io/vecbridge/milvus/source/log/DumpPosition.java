// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.vecbridge.milvus.source.collection.Tso;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in what Milvus returns of its log by {@code DumpMessages}, which is in the order of
 * the time ticks.
 *
 * @param time the time tick (TSO) of the record at the position
 * @param index number of the record among those of its time tick
 * @param token the last message before the position; null if none has been seen
 */
public record DumpPosition(long time, int index, Token token) implements LogPosition {
  /**
   * How Milvus finds a message again.
   *
   * @param queue the message queue, a number of {@code common.WALName}
   * @param confirmed id of the message from which it returns all that isn't older than this one
   * @param id id of the message itself: if it is not among them, messages are missing
   */
  record Token(int queue, String confirmed, String id) {}

  private static final Comparator<DumpPosition> ORDER =
      Comparator.comparingLong(DumpPosition::time).thenComparingInt(DumpPosition::index);

  // 462500000000000000.1,4,CAEQAw==,CAEQBA==
  private static final Pattern STORED =
      Pattern.compile("(\\d{1,19})\\.(\\d{1,9})(?:,(\\d{1,9}),([^,]+),([^,]+))?");

  /** The position of the messages from a time tick on, with no message before it. */
  static DumpPosition at(long time) {
    return new DumpPosition(time, 0, null);
  }

  static DumpPosition parse(String text) {
    Matcher matcher = STORED.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a position");
    }
    Token token =
        matcher.group(3) == null
            ? null
            : new Token(Integer.parseInt(matcher.group(3)), matcher.group(4), matcher.group(5));
    return new DumpPosition(
        Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)), token);
  }

  @Override
  public LogPosition next() {
    return new DumpPosition(time, index + 1, token);
  }

  @Override
  public long number() {
    return Tso.millis(time);
  }

  @Override
  public Object stored() {
    return toString();
  }

  @Override
  public int compareTo(LogPosition other) {
    return other instanceof DumpPosition there ? ORDER.compare(this, there) : 1;
  }

  @Override
  public String toString() {
    String place = time + "." + index;
    return token == null
        ? place
        : place + "," + token.queue() + "," + token.confirmed() + "," + token.id();
  }
}
