// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.milvus.grpc.ImmutableMessage;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import io.vecbridge.milvus.source.log.DumpPosition.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the messages that Milvus returns of a physical channel into records. Milvus returns them
 * complete, in the order of their time ticks, and a transaction as a whole once it is committed. So
 * the bodies of a transaction become records of their own with the time tick of its commit, and
 * ticks, which Milvus leaves out, are added: what has been returned shows by itself what is
 * complete.
 *
 * <p>A message gets the same position whenever it is returned: records have the even numbers of
 * their time tick, ticks the odd ones.
 */
final class DumpedRecords {
  private static final String TERM = "_wt";
  private static final String CONFIRMED = "_lc";
  private static final byte[] NOTHING = {};

  private final String pchannel;
  private final List<ImmutableMessage> bodies = new ArrayList<>();
  private DumpPosition from;
  private DumpPosition next;
  // The last message that was returned, also if its record was dropped.
  private DumpPosition last;
  private long complete;
  private boolean ticked = true;

  /** For the messages from a position on. */
  DumpedRecords(String pchannel, DumpPosition start) {
    this.pchannel = pchannel;
    this.from = start;
    this.next = start;
  }

  /** The position of the next record. */
  DumpPosition next() {
    return next;
  }

  /** The timestamp (TSO) up to which what has been returned is complete. */
  long complete() {
    return complete;
  }

  /** The next message that Milvus returns is one before the next record, which is dropped. */
  void again() {
    bodies.clear();
    from = next;
    last = null;
  }

  /** Milvus returns the messages from an earlier position on. */
  void restart(DumpPosition position) {
    next = position;
    complete = 0;
    ticked = true;
    again();
  }

  /** The properties of a message. */
  StreamingHeader header(ImmutableMessage message) {
    return header(pchannel, next, message);
  }

  /** The properties of a message that is returned at a position. */
  static StreamingHeader header(String pchannel, DumpPosition at, ImmutableMessage message) {
    return StreamingHeader.read(new LogRecord(pchannel, at, properties(message), NOTHING));
  }

  /** What Milvus 2.5 wrote is returned in the format of 1, whatever its version says. */
  private static Map<String, String> properties(ImmutableMessage message) {
    Map<String, String> properties = new HashMap<>(message.getPropertiesMap());
    properties.replace(LogRecord.VERSION, "0", "1");
    return properties;
  }

  /** Adds the records of a message, or of the transaction that it completes. */
  void add(ImmutableMessage message, List<LogRecord> out) {
    StreamingHeader header = header(message);
    switch (header.type()) {
      case StreamingHeader.BEGIN_TXN, StreamingHeader.ROLLBACK_TXN -> bodies.clear();
      case StreamingHeader.COMMIT_TXN -> {
        bodies.forEach(body -> record(body, header.timeTick(), token(message), out));
        bodies.clear();
        returned(header.timeTick(), token(message));
      }
      case StreamingHeader.ASSEMBLED_TXN -> throw LogFormatException.assembled(header.record());
      default -> {
        if (message.containsProperties(StreamingHeader.TRANSACTION)) {
          bodies.add(message);
        } else {
          record(message, header.timeTick(), token(message), out);
          // Milvus 2.5 wrote several messages of one timestamp, and of no term.
          returned(header.timeTick() - (message.containsProperties(TERM) ? 0 : 1), token(message));
        }
      }
    }
  }

  private void record(ImmutableMessage message, long time, Token token, List<LogRecord> out) {
    boolean another = last != null && last.time() == time;
    last = new DumpPosition(time, another ? last.index() + 2 : 0, token);
    if (last.isBefore(from)) {
      return;
    }
    next = new DumpPosition(time, last.index() + 1, token);
    Map<String, String> properties = properties(message);
    properties.remove(StreamingHeader.TRANSACTION);
    properties.put(StreamingHeader.TIME_TICK_KEY, timeTick(time));
    out.add(new LogRecord(pchannel, last, properties, message.getPayload().toByteArray()));
  }

  /** Everything up to the timestamp has been returned. */
  void returned(long timestamp) {
    returned(timestamp, next.token());
  }

  private void returned(long timestamp, Token token) {
    if (timestamp < from.time()) {
      return;
    }
    if (next.compareTo(new DumpPosition(timestamp, 1, null)) < 0) {
      next = new DumpPosition(timestamp, 1, token);
    }
    if (complete < timestamp) {
      complete = timestamp;
      ticked = false;
    }
  }

  /** What follows the timestamp is in another message queue, where no message is known. */
  void moved(long timestamp) {
    returned(timestamp);
    next = new DumpPosition(next.time(), next.index(), null);
  }

  /** Adds a tick that says what is complete, unless it has been said. */
  void tick(List<LogRecord> out) {
    if (ticked) {
      return;
    }
    ticked = true;
    Map<String, String> properties =
        Map.of(
            LogRecord.VERSION,
            "1",
            StreamingHeader.TYPE,
            Integer.toString(StreamingHeader.TIME_TICK),
            StreamingHeader.TIME_TICK_KEY,
            timeTick(complete));
    out.add(new LogRecord(pchannel, next, properties, NOTHING));
  }

  private static String timeTick(long timestamp) {
    return Long.toUnsignedString(timestamp, StreamingHeader.TIME_TICK_RADIX);
  }

  /** A message without the property is where it is confirmed itself. */
  private static Token token(ImmutableMessage message) {
    String id = message.getId().getId();
    return new Token(
        message.getId().getWALNameValue(), message.getPropertiesOrDefault(CONFIRMED, id), id);
  }
}
