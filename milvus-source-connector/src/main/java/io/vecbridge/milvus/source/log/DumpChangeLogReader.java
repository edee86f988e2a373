// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.log.ChangeLogException.PositionGone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the log through Milvus ({@code DumpMessages}), whatever message queue it is in. Milvus
 * returns what is complete, and this reader adds the ticks that say so.
 */
public final class DumpChangeLogReader implements ChangeLogReader {
  /** Of what one poll returns; the channels share it, so that each moves on. */
  private static final int MAX_BYTES = 16 << 20;

  private final Arrivals arrivals = new Arrivals();
  private final DumpServer server;
  private final Map<String, DumpChannel> channels = new LinkedHashMap<>();
  private ChangeLogException failure;

  /**
   * Asks Milvus only once a channel is read.
   *
   * @param client is not closed
   * @param retention how long Milvus keeps its log
   */
  public DumpChangeLogReader(MilvusClient client, Duration retention) {
    this.server = new DumpServer(client, retention, arrivals);
  }

  /** Whether this version of Milvus returns its log. */
  boolean isSupported() throws InterruptedException {
    return server.version().dumpsMessages();
  }

  /** Checks whether a channel can be read. */
  public void check(String pchannel) throws InterruptedException {
    server.check(pchannel, DumpPosition.at(server.now()));
  }

  @Override
  public LogPosition resume(String pchannel, LogPosition position, boolean emitted)
      throws InterruptedException {
    if (!(position instanceof DumpPosition start)) {
      throw new PositionGone(
          pchannel,
          position,
          "it is an offset of Kafka's. Set change.log.reader=auto and"
              + " change.log.kafka.bootstrap.servers, with which the connector continues from it",
          null);
    }
    DumpChannel read = channels.get(pchannel);
    // What was read may be gone by now.
    if (read == null || !read.hasReadFrom(start) || !server.isRetained(start)) {
      server.check(pchannel, start);
    }
    return position;
  }

  @Override
  public void seek(String pchannel, LogPosition position) {
    DumpChannel channel = channels.get(pchannel);
    if (channel == null) {
      channels.put(pchannel, new DumpChannel(pchannel, (DumpPosition) position, server));
    } else {
      channel.seek((DumpPosition) position);
    }
  }

  @Override
  public void remove(String pchannel) {
    DumpChannel removed = channels.remove(pchannel);
    if (removed != null) {
      removed.close();
    }
  }

  @Override
  public LogPosition position(String pchannel) {
    return channels.get(pchannel).position();
  }

  @Override
  public LogPosition beginningPosition(String pchannel) throws InterruptedException {
    long now = server.now();
    long kept = Math.min(server.retention().toMillis(), Tso.millis(now));
    return DumpPosition.at(now - Tso.ofMillis(kept));
  }

  @Override
  public LogPosition complete(String pchannel, long timestamp) {
    channels.get(pchannel).complete(timestamp);
    return DumpPosition.at(timestamp);
  }

  @Override
  public LogPosition endPosition(String pchannel) throws InterruptedException {
    return DumpPosition.at(server.now());
  }

  @Override
  public LogPosition positionAt(String pchannel, long time) {
    DumpChannel read = channels.get(pchannel);
    long timestamp = Tso.ofMillis(time);
    return read == null ? DumpPosition.at(timestamp) : read.positionAt(timestamp);
  }

  @Override
  public List<LogRecord> poll(Duration timeout) throws InterruptedException {
    List<LogRecord> records = new ArrayList<>();
    if (channels.isEmpty()) {
      return records;
    }
    take(records);
    if (records.isEmpty() && !timeout.isZero()) {
      arrivals.await(timeout.toNanos());
      take(records);
    }
    return records;
  }

  /** A channel's failure doesn't take from the others what they have returned. */
  private void take(List<LogRecord> records) throws InterruptedException {
    ChangeLogException failed = failure;
    failure = null;
    if (failed != null) {
      throw failed;
    }
    long now = System.nanoTime();
    int share = Math.max(1, MAX_BYTES / channels.size());
    for (DumpChannel channel : channels.values()) {
      try {
        channel.take(now, share, records);
      } catch (ChangeLogException e) {
        failure = e;
      }
    }
    if (records.isEmpty() && failure != null) {
      take(records);
    }
  }

  @Override
  public void close() {
    channels.values().forEach(DumpChannel::close);
  }
}
