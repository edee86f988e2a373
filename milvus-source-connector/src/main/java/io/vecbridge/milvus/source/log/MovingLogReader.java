// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.vecbridge.common.failure.RequestException.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log from Kafka, and each channel that Milvus moves to another message queue through
 * Milvus from there on. No record is lost or repeated by the move: Milvus logs it as the last
 * record of the channel in Kafka, but for ticks. Once one of these shows that everything up to the
 * move has been read, the channel continues with what Milvus returns later than the move.
 *
 * <p>Positions say which of the two they belong to.
 */
public final class MovingLogReader implements ChangeLogReader {
  private static final Logger LOG = LoggerFactory.getLogger(MovingLogReader.class);

  private static final Duration LOOK = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(20);
  // The move, and the ticks after it.
  private static final int LAST_RECORDS = 32;

  private final ChangeLogReader kafka;
  private final Supplier<ChangeLogReader> another;
  private final DumpChangeLogReader dump;
  private final Set<String> inKafka = new HashSet<>();
  private final Set<String> moved = new HashSet<>();
  private final Map<String, Move> moves = new HashMap<>();

  /** A move that was read, and the records after it, which wait until it is complete. */
  private record Move(LogRecord record, List<LogRecord> after) {
    long timeTick() {
      return StreamingHeader.read(record).timeTick();
    }

    boolean isComplete() {
      return after.stream()
          .anyMatch(next -> isTick(next) && StreamingHeader.read(next).timeTick() >= timeTick());
    }
  }

  /**
   * Owns both readers.
   *
   * @param kafka reads Kafka
   * @param another creates further readers of Kafka, to look at channels that aren't read yet
   */
  public MovingLogReader(
      ChangeLogReader kafka, Supplier<ChangeLogReader> another, DumpChangeLogReader dump) {
    this.kafka = kafka;
    this.another = another;
    this.dump = dump;
  }

  private ChangeLogReader of(LogPosition position) {
    return position instanceof DumpPosition ? dump : kafka;
  }

  private ChangeLogReader of(String pchannel) {
    return moved.contains(pchannel) ? dump : kafka;
  }

  @Override
  public LogPosition resume(String pchannel, LogPosition position, boolean emitted)
      throws InterruptedException {
    return of(position).resume(pchannel, position, emitted);
  }

  @Override
  public void seek(String pchannel, LogPosition position) throws InterruptedException {
    moves.remove(pchannel);
    of(position).seek(pchannel, position);
    if (position instanceof DumpPosition) {
      leaveKafka(pchannel);
      moved.add(pchannel);
    } else {
      inKafka.add(pchannel);
      moved.remove(pchannel);
      dump.remove(pchannel);
    }
  }

  private void leaveKafka(String pchannel) throws InterruptedException {
    if (inKafka.remove(pchannel)) {
      kafka.remove(pchannel);
    }
  }

  @Override
  public void remove(String pchannel) throws InterruptedException {
    moves.remove(pchannel);
    leaveKafka(pchannel);
    if (moved.remove(pchannel)) {
      dump.remove(pchannel);
    }
  }

  @Override
  public LogPosition position(String pchannel) throws InterruptedException {
    Move move = moves.get(pchannel);
    return move != null ? move.record().position() : of(pchannel).position(pchannel);
  }

  @Override
  public LogPosition beginningPosition(String pchannel) throws InterruptedException {
    return of(pchannel).beginningPosition(pchannel);
  }

  @Override
  public LogPosition complete(String pchannel, long timestamp) throws InterruptedException {
    return of(pchannel).complete(pchannel, timestamp);
  }

  @Override
  public LogPosition endPosition(String pchannel) throws InterruptedException {
    return current(pchannel).endPosition(pchannel);
  }

  @Override
  public LogPosition positionAt(String pchannel, long time) throws InterruptedException {
    return current(pchannel).positionAt(pchannel, time);
  }

  /** The reader of what is written now, for a channel that may have moved before it was read. */
  private ChangeLogReader current(String pchannel) throws InterruptedException {
    boolean unknown = !moved.contains(pchannel) && !inKafka.contains(pchannel);
    return unknown && dump.isSupported() && endsWithMove(pchannel) ? dump : of(pchannel);
  }

  private boolean endsWithMove(String pchannel) throws InterruptedException {
    boolean ends = false;
    try (ChangeLogReader reader = another.get()) {
      long end = reader.endPosition(pchannel).number();
      long beginning = reader.beginningPosition(pchannel).number();
      reader.seek(pchannel, new LogPosition.Offset(Math.max(beginning, end - LAST_RECORDS)));
      long deadline = System.nanoTime() + LOOK.toNanos();
      while (reader.position(pchannel).number() < end) {
        if (System.nanoTime() > deadline) {
          throw new ChangeLogException(
              Failure.RETRY,
              "Channel \""
                  + pchannel
                  + "\" in Kafka doesn't return its last records. Check that Kafka runs.",
              null);
        }
        for (LogRecord record : reader.poll(Duration.ofMillis(100))) {
          ends = isMove(record) || (ends && isTick(record));
        }
      }
    }
    return ends;
  }

  @Override
  public List<LogRecord> poll(Duration timeout) throws InterruptedException {
    if (moved.isEmpty() && moves.isEmpty()) {
      return withoutMoves(kafka.poll(timeout));
    }
    List<LogRecord> records = new ArrayList<>();
    try {
      records.addAll(dump.poll(inKafka.isEmpty() ? timeout : Duration.ZERO));
      if (!inKafka.isEmpty()) {
        boolean waits = records.isEmpty() && PAUSE.compareTo(timeout) < 0;
        records.addAll(withoutMoves(kafka.poll(waits ? PAUSE : Duration.ZERO)));
      }
      completeMoves(records);
    } catch (ChangeLogException e) {
      // It fails again once these are out.
      if (records.isEmpty()) {
        throw e;
      }
    }
    return records;
  }

  private List<LogRecord> withoutMoves(List<LogRecord> polled) {
    if (moves.isEmpty() && polled.stream().noneMatch(MovingLogReader::isMove)) {
      return polled;
    }
    List<LogRecord> others = new ArrayList<>();
    for (LogRecord record : polled) {
      if (isMove(record)) {
        moves.put(record.pchannel(), new Move(record, new ArrayList<>()));
      } else if (moves.containsKey(record.pchannel())) {
        moves.get(record.pchannel()).after().add(record);
      } else {
        others.add(record);
      }
    }
    return others;
  }

  private void completeMoves(List<LogRecord> out) throws InterruptedException {
    for (Map.Entry<String, Move> each : new LinkedHashMap<>(moves).entrySet()) {
      Move move = each.getValue();
      if (move.isComplete()) {
        boolean supported = dump.isSupported();
        moves.remove(each.getKey());
        if (!supported) {
          out.add(move.record());
        }
        out.addAll(move.after());
        if (supported) {
          move(each.getKey(), move.timeTick(), out);
        }
      }
    }
  }

  private void move(String pchannel, long timeTick, List<LogRecord> out)
      throws InterruptedException {
    DumpedRecords first = new DumpedRecords(pchannel, DumpPosition.at(timeTick));
    first.moved(timeTick);
    first.tick(out);
    seek(pchannel, first.next());
    LOG.info(
        "Milvus has moved channel \"{}\" from Kafka to another message queue at {}; it is read"
            + " through Milvus from there on",
        pchannel,
        timeTick);
  }

  private static boolean isMove(LogRecord record) {
    return is(record, StreamingHeader.ALTER_WAL);
  }

  private static boolean isTick(LogRecord record) {
    return is(record, StreamingHeader.TIME_TICK);
  }

  private static boolean is(LogRecord record, int type) {
    String text = record.properties().get(StreamingHeader.TYPE);
    return text != null && text.equals(Integer.toString(type));
  }

  @Override
  public void close() {
    kafka.close();
    dump.close();
  }
}
