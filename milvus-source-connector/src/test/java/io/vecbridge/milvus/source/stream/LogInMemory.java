// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.milvus.source.log.ChangeLogException;
import io.vecbridge.milvus.source.log.ChangeLogException.PositionGone;
import io.vecbridge.milvus.source.log.ChangeLogReader;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import io.vecbridge.milvus.source.log.LogPosition;
import io.vecbridge.milvus.source.log.LogPosition.Offset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads channels that stand in memory, each from its beginning, a few records at a time. */
public final class LogInMemory implements ChangeLogReader {
  private record Message(Map<String, String> properties, byte[] value) {}

  private final Map<String, List<Message>> channels = new LinkedHashMap<>();
  private final Map<String, Integer> positions = new LinkedHashMap<>();
  private final Map<String, Integer> beginnings = new LinkedHashMap<>();
  private final Map<String, Integer> ends = new LinkedHashMap<>();
  private int perPoll = 1;
  private int failures;
  boolean closed;

  /** Appends a message. */
  public synchronized LogInMemory append(String pchannel, byte[] message) {
    return append(pchannel, Map.of(), message);
  }

  /** Appends a message of the streaming service. */
  public synchronized LogInMemory append(
      String pchannel, Map<String, String> properties, byte[] message) {
    channels
        .computeIfAbsent(pchannel, c -> new ArrayList<>())
        .add(new Message(properties, message));
    return this;
  }

  /** What came before the position is gone. */
  public synchronized LogInMemory trim(String pchannel, int position) {
    beginnings.put(pchannel, position);
    return this;
  }

  public synchronized LogInMemory recordsPerPoll(int records) {
    perPoll = records;
    return this;
  }

  /** What has been appended after the position counts as written later. */
  public synchronized LogInMemory endingAt(String pchannel, int position) {
    ends.put(pchannel, position);
    return this;
  }

  /** The next polls fail as those of an unavailable log. */
  public synchronized LogInMemory failing(int polls) {
    failures = polls;
    return this;
  }

  /** The next reader has not been anywhere. */
  public synchronized void closed() {
    positions.clear();
  }

  @Override
  public synchronized LogPosition resume(String pchannel, LogPosition position, boolean emitted) {
    long beginning = beginningPosition(pchannel).number();
    long end = endPosition(pchannel).number();
    if (position.number() < beginning || position.number() > end) {
      throw new PositionGone(pchannel, position.number(), beginning, end, null);
    }
    return emitted ? new Offset(Math.max(beginning, position.number() - 1)) : position;
  }

  @Override
  public synchronized void seek(String pchannel, LogPosition position) {
    positions.put(pchannel, (int) position.number());
  }

  @Override
  public synchronized void remove(String pchannel) {
    positions.remove(pchannel);
  }

  @Override
  public synchronized LogPosition position(String pchannel) {
    return new Offset(positions.get(pchannel));
  }

  /** Whether a channel is read. */
  public synchronized boolean reads(String pchannel) {
    return positions.containsKey(pchannel);
  }

  @Override
  public synchronized LogPosition beginningPosition(String pchannel) {
    return new Offset(beginnings.getOrDefault(pchannel, 0));
  }

  @Override
  public synchronized LogPosition complete(String pchannel, long timestamp) {
    return endPosition(pchannel);
  }

  @Override
  public synchronized LogPosition endPosition(String pchannel) {
    return new Offset(
        ends.getOrDefault(pchannel, channels.getOrDefault(pchannel, List.of()).size()));
  }

  @Override
  public synchronized LogPosition positionAt(String pchannel, long time) {
    return endPosition(pchannel);
  }

  @Override
  public synchronized List<LogRecord> poll(Duration timeout) {
    if (failures > 0) {
      failures--;
      throw new ChangeLogException(Failure.RETRY, "The log is unavailable", null);
    }
    List<LogRecord> records = new ArrayList<>();
    positions.replaceAll(
        (pchannel, position) -> {
          List<Message> log = channels.getOrDefault(pchannel, List.of());
          int end = Math.min(log.size(), position + perPoll);
          for (int i = position; i < end; i++) {
            Message message = log.get(i);
            records.add(new LogRecord(pchannel, i, message.properties(), message.value()));
          }
          return end;
        });
    return records;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
