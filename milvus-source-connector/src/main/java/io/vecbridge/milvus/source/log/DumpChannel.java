// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.milvus.grpc.DumpMessagesResponse;
import io.milvus.grpc.ImmutableMessage;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.milvus.MilvusStream;
import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import io.vecbridge.milvus.source.log.DumpPosition.Token;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads one physical channel through Milvus. Guarantees that no message is left out, whatever
 * happens to the connection: each call begins where the one before has ended, and its {@link
 * Barrier} shows whether messages are missing.
 *
 * <p>Usually one call returns messages without an end. Milvus leaves the time ticks out, so a
 * channel without writes shows no progress. Then a <em>window</em> is read: a call up to a
 * timestamp that Milvus has allocated, which ends once all up to there has been returned.
 */
final class DumpChannel implements AutoCloseable {
  private static final long IDLE_NANOS = Duration.ofSeconds(30).toNanos();
  // Messages that come anyway complete the channel without a window.
  private static final long SETTLED_NANOS = Duration.ofMillis(100).toNanos();
  private static final long MOVING_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long UNRESPONSIVE_NANOS = Duration.ofSeconds(60).toNanos();
  private static final long TOKEN_INTERVAL = Tso.ofMillis(5_000);
  private static final int MAX_TOKENS = 60;

  private final String pchannel;
  private final DumpServer server;
  private final DumpedRecords records;
  private final TreeMap<Long, Token> tokens = new TreeMap<>();
  private DumpPosition first;
  private DumpPosition from;
  private MilvusStream<DumpMessagesResponse> stream;
  private Barrier barrier;
  // The end of the window; 0 if the call has none.
  private long end;
  private long wanted;
  private long activeAt;
  private boolean moving;
  private CompletableFuture<Long> timestamp;

  /** Starts at a position; {@link #take} opens it. */
  DumpChannel(String pchannel, DumpPosition start, DumpServer server) {
    this.pchannel = pchannel;
    this.server = server;
    this.records = new DumpedRecords(pchannel, start);
    this.first = start;
    this.from = start;
  }

  /** Whether everything from a position on has been read, or is going to be. */
  boolean hasReadFrom(DumpPosition position) {
    return !position.isBefore(first);
  }

  /** Position of the next record. */
  DumpPosition position() {
    return records.next();
  }

  /** The position of a time, with the last message before it that was returned, if it is known. */
  DumpPosition positionAt(long time) {
    Map.Entry<Long, Token> known = tokens.floorEntry(time);
    return new DumpPosition(time, 0, known == null ? null : known.getValue());
  }

  /** Reads again, from an earlier position on. */
  void seek(DumpPosition position) {
    close();
    first = hasReadFrom(position) ? first : position;
    records.restart(position);
  }

  /** The channel is to be complete up to the timestamp soon, with or without messages. */
  void complete(long until) {
    wanted = Math.max(wanted, until);
  }

  /**
   * Adds the records that have come since.
   *
   * @param now nanoseconds of a monotonic clock
   * @param bytes after which no more are added for now
   * @throws ChangeLogException if there are no records before the failure
   */
  void take(long now, int bytes, List<LogRecord> out) throws InterruptedException {
    int before = out.size();
    try {
      if (stream == null && !open(now)) {
        return;
      }
      messages(now, bytes, out);
      if (stream != null && out.size() == before) {
        if (stream.isEnded()) {
          ended(now);
        } else {
          quiet(now);
        }
      }
    } catch (MilvusRequestException e) {
      // It is thrown again when what has come before is out.
      if (out.size() == before) {
        close();
        throw server.failure(pchannel, from, e);
      }
    } catch (ChangeLogException e) {
      close();
      throw e;
    }
    records.tick(out);
  }

  private boolean open(long now) throws InterruptedException {
    if (moving && now - activeAt < MOVING_NANOS) {
      return false;
    }
    server.requireSupported();
    moving = false;
    activeAt = now;
    from = records.next();
    records.again();
    barrier = new Barrier(pchannel, from, server);
    end = wanted > from.time() ? wanted : 0;
    stream = server.open(pchannel, from, end);
    return true;
  }

  private void messages(long now, int bytes, List<LogRecord> out) throws InterruptedException {
    int taken = 0;
    while (stream != null && taken < bytes) {
      DumpMessagesResponse response = stream.poll();
      if (response == null) {
        return;
      }
      activeAt = now;
      taken += response.getSerializedSize();
      ImmutableMessage message = response.getMessage();
      StreamingHeader header = records.header(message);
      barrier.passed(message.getId().getId(), header.timeTick());
      if (header.type() == StreamingHeader.ALTER_WAL) {
        moved(header.timeTick());
      } else {
        records.add(message, out);
        remember();
      }
    }
  }

  private void remember() {
    DumpPosition next = records.next();
    if (next.token() != null
        && (tokens.isEmpty() || next.time() - tokens.lastKey() >= TOKEN_INTERVAL)) {
      tokens.put(next.time(), next.token());
      if (tokens.size() > MAX_TOKENS) {
        tokens.pollFirstEntry();
      }
    }
  }

  /**
   * All that follows is in another message queue; this was the last in the present one. Until
   * Milvus has switched, it returns the present one again.
   */
  private void moved(long timeTick) {
    close();
    moving = true;
    server.moved();
    tokens.clear();
    if (timeTick > from.time()) {
      records.moved(timeTick);
    }
  }

  private void ended(long now) throws InterruptedException {
    if (end == 0) {
      throw new ChangeLogException(
          Failure.RETRY, "Milvus has ceased to return channel \"" + pchannel + "\".", null);
    }
    barrier.ended();
    records.returned(end);
    activeAt = now;
    close();
  }

  private void quiet(long now) {
    if (end > 0) {
      if (now - activeAt > UNRESPONSIVE_NANOS) {
        throw Arrivals.unreturned(pchannel);
      }
    } else if (wanted > Math.max(records.complete(), from.time())) {
      if (now - activeAt > SETTLED_NANOS) {
        close();
      }
    } else if (now - activeAt > IDLE_NANOS) {
      window();
    }
  }

  private void window() {
    if (timestamp == null) {
      timestamp = server.timestamp();
    } else if (timestamp.isDone()) {
      CompletableFuture<Long> allocated = timestamp;
      timestamp = null;
      try {
        complete(allocated.join());
      } catch (CompletionException e) {
        if (e.getCause() instanceof MilvusRequestException failure) {
          throw failure;
        }
        throw e;
      }
    }
  }

  /** Ends the present call, if there is one. */
  @Override
  public void close() {
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }
}
