// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.milvus.source.log.ChangeLogException;
import io.vecbridge.milvus.source.log.ChangeLogReader;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.log.LogPosition;
import io.vecbridge.milvus.source.log.MessageDecoder;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads each physical channel once for all the virtual channels that are followed on it. Every
 * virtual channel gets each record from its own start position on exactly once and in order,
 * whenever it joins. If one joins at a position that has been read already, the log is read again
 * from there, and the others ignore what they had. When it leaves, reading continues where they
 * were, so one that joins and fails again and again doesn't hold them up.
 *
 * <p>Used by one thread.
 */
public final class ChangeStream implements AutoCloseable {
  private final ChangeLogReader reader;
  private final MessageDecoder decoder = new MessageDecoder();
  private final Map<String, PchannelRouter> routers = new LinkedHashMap<>();
  private final Set<String> left = new HashSet<>();
  private final StreamCounters counters = new StreamCounters();

  /** Owns the reader and closes it. */
  public ChangeStream(ChangeLogReader reader) {
    this.reader = reader;
  }

  /**
   * Hands the log's records to a buffer, from the buffer's position on.
   *
   * @throws ChangeLogException.PositionGone if the log does not have that position
   */
  public void follow(String pchannel, ChannelBuffer buffer) throws InterruptedException {
    ChannelPosition start = buffer.position();
    LogPosition from = reader.resume(pchannel, start.position(), start.timestamp() > 0);
    PchannelRouter router = routers.get(pchannel);
    if (router == null) {
      router = new PchannelRouter(counters);
      reader.seek(pchannel, from);
      routers.put(pchannel, router);
    } else if (from.isBefore(reader.position(pchannel))) {
      reader.seek(pchannel, from);
    }
    router.add(buffer);
  }

  /** Forgets a virtual channel; what its buffer holds is not touched. */
  public void leave(String pchannel, String vchannel) throws InterruptedException {
    PchannelRouter router = routers.get(pchannel);
    if (router != null) {
      router.remove(vchannel);
      if (router.isEmpty()) {
        reader.remove(pchannel);
        routers.remove(pchannel);
      } else {
        left.add(pchannel);
      }
    }
  }

  /**
   * Waits for records and hands them to the buffers.
   *
   * @return how many there were: 0 after the timeout, and if nothing is followed (then at once)
   */
  public int read(Duration timeout) throws InterruptedException {
    skipReceived();
    List<LogRecord> records = reader.poll(timeout);
    for (LogRecord record : records) {
      PchannelRouter router = routers.get(record.pchannel());
      LogMessage message = decoder.decode(record, router::follows);
      router.accept(record, message);
    }
    for (Map.Entry<String, PchannelRouter> channel : routers.entrySet()) {
      if (channel.getValue().hasConfirmations()) {
        String pchannel = channel.getKey();
        channel
            .getValue()
            .readUpTo(reader.position(pchannel), timestamp -> reader.complete(pchannel, timestamp));
      }
    }
    return records.size();
  }

  /** Doesn't read on what was read again for a virtual channel that has left. */
  private void skipReceived() throws InterruptedException {
    for (String pchannel : Set.copyOf(left)) {
      PchannelRouter router = routers.get(pchannel);
      Optional<LogPosition> received = router == null ? Optional.empty() : router.received();
      if (received.isPresent() && reader.position(pchannel).isBefore(received.get())) {
        reader.seek(pchannel, received.get());
      }
      left.remove(pchannel);
    }
  }

  /**
   * Milvus has answered a query that was guaranteed to show everything up to a timestamp, so
   * everything up to it is in the log. The channel is complete up to the timestamp once it was read
   * up to there.
   *
   * <p>From 2.6 on this is what completes a channel without writes: Milvus logs ticks only after
   * other records.
   */
  public void confirm(String pchannel, String vchannel, long timestamp)
      throws InterruptedException {
    PchannelRouter router = routers.get(pchannel);
    if (router != null) {
      router.confirm(vchannel, reader.complete(pchannel, timestamp), timestamp);
    }
  }

  /** What was dropped so far. */
  public StreamCounters counters() {
    return counters;
  }

  /** The lowest position that is needed of each physical channel. */
  public Map<String, LogPosition> neededPositions() {
    Map<String, LogPosition> needed = new LinkedHashMap<>();
    routers.forEach((pchannel, router) -> needed.put(pchannel, router.lowestPosition()));
    return needed;
  }

  /** Position of the oldest record of a physical channel; asks the log. */
  public LogPosition beginning(String pchannel) throws InterruptedException {
    return reader.beginningPosition(pchannel);
  }

  /** Position of the next record that will be written to a physical channel; asks the log. */
  public LogPosition end(String pchannel) throws InterruptedException {
    return reader.endPosition(pchannel);
  }

  /** The last time tick (TSO) of a physical channel; 0 if none has been seen. */
  public long tick(String pchannel) {
    PchannelRouter router = routers.get(pchannel);
    return router == null ? 0 : router.tick();
  }

  /** Size of all records that wait, in bytes. */
  public long heldBytes() {
    long bytes = 0;
    for (PchannelRouter router : routers.values()) {
      bytes += router.heldBytes();
    }
    return bytes;
  }

  @Override
  public void close() {
    reader.close();
  }
}
