// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.log.LogPosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the messages of one physical channel to the virtual channels on it: rows to their own,
 * announcements to those of the collection, ticks to all.
 *
 * <p>An upgrade to Milvus 2.6 continues the channel in the streaming service's format. Ticks of the
 * old format that come after the first record of the new one are ignored: they are written by a
 * service that is being closed, and don't know of the rows of the new one.
 */
final class PchannelRouter {
  private static final Logger LOG = LoggerFactory.getLogger(PchannelRouter.class);

  private final Map<String, ChannelBuffer> buffers = new LinkedHashMap<>();
  private final List<Confirmation> confirmations = new ArrayList<>();
  private final Set<Integer> unknownTypes = new HashSet<>();
  private final StreamCounters counters;
  private long tick;
  private LogPosition firstStreamed;

  /** Says where the physical channel is complete up to a timestamp. */
  interface Completion {
    LogPosition complete(long timestamp) throws InterruptedException;
  }

  /** A timestamp up to which a channel is complete, once the log was read up to a position. */
  private record Confirmation(ChannelBuffer buffer, LogPosition position, long timestamp) {}

  PchannelRouter(StreamCounters counters) {
    this.counters = counters;
  }

  void add(ChannelBuffer buffer) {
    if (buffers.putIfAbsent(buffer.vchannel(), buffer) != null) {
      throw new IllegalStateException("Channel " + buffer.vchannel() + " is already being read");
    }
  }

  void remove(String vchannel) {
    ChannelBuffer removed = buffers.remove(vchannel);
    confirmations.removeIf(confirmation -> confirmation.buffer() == removed);
  }

  boolean follows(String vchannel) {
    return buffers.containsKey(vchannel);
  }

  boolean isEmpty() {
    return buffers.isEmpty();
  }

  void accept(LogRecord record, LogMessage message) {
    if (message instanceof LogMessage.Streamed streamed) {
      firstStreamed =
          firstStreamed == null
              ? record.position()
              : LogPosition.lower(firstStreamed, record.position());
      accept(record, streamed);
    } else if (message instanceof LogMessage.Rows rows) {
      ChannelBuffer buffer = buffers.get(rows.vchannel());
      if (buffer != null) {
        counters.stale(buffer.add(record, rows));
      }
    } else if (message instanceof LogMessage.TimeTick timeTick) {
      if (firstStreamed == null || record.position().isBefore(firstStreamed)) {
        tick = Math.max(tick, timeTick.timestamp());
        buffers.values().forEach(buffer -> buffer.tick(record, timeTick.timestamp()));
      }
    } else if (message instanceof LogMessage.Announcement announcement) {
      for (ChannelBuffer buffer : buffers.values()) {
        if (buffer.collectionId() == announcement.collectionId()) {
          buffer.add(record, announcement);
        }
      }
    }
  }

  private void accept(LogRecord record, LogMessage.Streamed message) {
    LogMessage content = message.content();
    ChannelBuffer own = buffers.get(message.vchannel());
    if (content instanceof LogMessage.TimeTick) {
      tick = Math.max(tick, message.timeTick());
      buffers.values().forEach(buffer -> buffer.streamedTick(record, message.timeTick()));
    } else if (own != null) {
      if (content instanceof LogMessage.Unknown unknown) {
        unknown(message.vchannel(), record.position(), unknown.type());
      }
      counters.stale(own.add(record, message));
    } else {
      for (ChannelBuffer buffer : buffers.values()) {
        if (concerns(buffer, content)) {
          counters.stale(buffer.add(record, message));
        }
      }
    }
  }

  /** Whether a message that is for no virtual channel concerns one nevertheless. */
  private static boolean concerns(ChannelBuffer buffer, LogMessage content) {
    return content instanceof LogMessage.TransactionsAborted
        || content instanceof LogMessage.LogMoved
        || (content instanceof LogMessage.Rewritten rewritten
            && rewritten.collectionId() == buffer.collectionId());
  }

  private void unknown(String vchannel, LogPosition position, int type) {
    counters.unknownType();
    if (unknownTypes.add(type)) {
      LOG.warn(
          "Channel \"{}\", position {}: messages of type {} are unknown to this version of the"
              + " connector, and are ignored. Check in Milvus's release notes whether they change"
              + " rows.",
          vchannel,
          position,
          type);
    }
  }

  /**
   * Everything up to the timestamp is before the position, for one virtual channel: see {@link
   * ChangeStream#confirm}.
   */
  void confirm(String vchannel, LogPosition position, long timestamp) {
    ChannelBuffer buffer = buffers.get(vchannel);
    if (buffer != null) {
      confirmations.add(new Confirmation(buffer, position, timestamp));
    }
  }

  boolean hasConfirmations() {
    return !confirmations.isEmpty();
  }

  /** The log was read up to a position. */
  void readUpTo(LogPosition position, Completion log) throws InterruptedException {
    List<Confirmation> waiting = List.copyOf(confirmations);
    confirmations.clear();
    for (Confirmation confirmation : waiting) {
      if (position.isBefore(confirmation.position())) {
        confirmations.add(confirmation);
      } else if (position.isElsewhere(confirmation.position())) {
        // The end of the log that was asked for was not the end of the channel.
        long timestamp = confirmation.timestamp();
        confirmations.add(
            new Confirmation(confirmation.buffer(), log.complete(timestamp), timestamp));
      } else {
        confirmation.buffer().confirm(confirmation.timestamp());
      }
    }
  }

  /** The last tick, 0 before the first. */
  long tick() {
    return tick;
  }

  /** The position from which the log has to be read for all virtual channels together. */
  LogPosition lowestPosition() {
    return buffers.values().stream()
        .map(buffer -> buffer.position().position())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /**
   * Up to where all virtual channels have received the log; empty if one has received nothing,
   * since it is read from a place before its start.
   */
  Optional<LogPosition> received() {
    LogPosition lowest = null;
    for (ChannelBuffer buffer : buffers.values()) {
      LogPosition received = buffer.received();
      if (received == null) {
        return Optional.empty();
      }
      lowest = lowest == null ? received : LogPosition.lower(lowest, received);
    }
    return Optional.ofNullable(lowest);
  }

  long heldBytes() {
    long bytes = 0;
    for (ChannelBuffer buffer : buffers.values()) {
      bytes += buffer.heldBytes();
    }
    return bytes;
  }
}
