// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.vecbridge.milvus.source.log.ChangeLogException.PositionGone;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Reads physical channels, each in order from the position that was set. Positions are those of the
 * records of {@link LogRecord#position()}; that of the next record that will be written is a
 * channel's end.
 *
 * <p>Used by one thread. Every call ends in bounded time. All throw {@link ChangeLogException}:
 * RETRY if the log's servers are unavailable, after which the same call can be repeated and nothing
 * is lost or read twice, otherwise FATAL. All that ask a server throw InterruptedException when
 * they are interrupted.
 */
public interface ChangeLogReader extends AutoCloseable {
  /**
   * One record of a physical channel, not decoded.
   *
   * @param position its place in the channel
   * @param properties those of the streaming service (Milvus 2.6 and later), whose format is
   *     another; none for a record of an older Milvus
   * @param value one protobuf message
   */
  record LogRecord(
      String pchannel, LogPosition position, Map<String, String> properties, byte[] value) {
    /** The property that every record of the streaming service has, and no older record. */
    static final String VERSION = "_v";

    /** A record in Kafka. */
    public LogRecord(String pchannel, long offset, Map<String, String> properties, byte[] value) {
      this(pchannel, new LogPosition.Offset(offset), properties, value);
    }

    /** A record of Milvus 2.3 to 2.5. */
    public LogRecord(String pchannel, long offset, byte[] value) {
      this(pchannel, offset, Map.of(), value);
    }

    /** Whether the streaming service wrote it. */
    boolean isStreamed() {
      return properties.containsKey(VERSION);
    }
  }

  /**
   * Where to read from to continue at a position that was stored.
   *
   * @param emitted whether something was emitted up to the position
   * @throws PositionGone if the channel doesn't have the position
   */
  LogPosition resume(String pchannel, LogPosition position, boolean emitted)
      throws InterruptedException;

  /**
   * The next record of the channel that {@link #poll} returns is the one at the position, or the
   * first after it. Starts reading the channel if it isn't read yet.
   */
  void seek(String pchannel, LogPosition position) throws InterruptedException;

  /** Stops reading a channel. */
  void remove(String pchannel) throws InterruptedException;

  /** Position of the next record that {@link #poll} returns of a channel that is read. */
  LogPosition position(String pchannel) throws InterruptedException;

  /** Position of the oldest record that the channel still has. */
  LogPosition beginningPosition(String pchannel) throws InterruptedException;

  /**
   * Where the channel is complete up to a timestamp at which Milvus has answered a query: once it
   * is read up to there, all records up to the timestamp have been.
   */
  LogPosition complete(String pchannel, long timestamp) throws InterruptedException;

  /** Position of the next record that will be written. */
  LogPosition endPosition(String pchannel) throws InterruptedException;

  /**
   * Position of the first record that was written at the time or later; the end if there is none.
   *
   * @param time milliseconds since 1970
   */
  LogPosition positionAt(String pchannel, long time) throws InterruptedException;

  /**
   * The next records of all channels that are read, those of one channel in order; empty after the
   * timeout, and at once if no channel is read.
   *
   * @throws PositionGone if the next position of a channel is gone
   */
  List<LogRecord> poll(Duration timeout) throws InterruptedException;

  @Override
  void close();
}
