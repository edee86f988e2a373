// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.milvus.source.log.LogMessage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hands the messages of one physical channel to the virtual channels on it: rows to their own,
 * announcements to those of the collection, ticks to all.
 */
final class PchannelRouter {
  private final Map<String, ChannelBuffer> buffers = new LinkedHashMap<>();
  private long tick;

  void add(ChannelBuffer buffer) {
    if (buffers.putIfAbsent(buffer.vchannel(), buffer) != null) {
      throw new IllegalStateException("Channel " + buffer.vchannel() + " is already being read");
    }
  }

  void remove(String vchannel) {
    buffers.remove(vchannel);
  }

  boolean follows(String vchannel) {
    return buffers.containsKey(vchannel);
  }

  boolean isEmpty() {
    return buffers.isEmpty();
  }

  void accept(long position, int bytes, LogMessage message) {
    if (message instanceof LogMessage.Rows rows) {
      ChannelBuffer buffer = buffers.get(rows.vchannel());
      if (buffer != null) {
        buffer.add(position, bytes, rows);
      }
    } else if (message instanceof LogMessage.TimeTick timeTick) {
      tick = Math.max(tick, timeTick.timestamp());
      for (ChannelBuffer buffer : buffers.values()) {
        buffer.tick(position, timeTick.timestamp());
      }
    } else if (message instanceof LogMessage.Announcement announcement) {
      for (ChannelBuffer buffer : buffers.values()) {
        if (buffer.collectionId() == announcement.collectionId()) {
          buffer.add(position, bytes, announcement);
        }
      }
    }
  }

  /** The last tick, 0 before the first. */
  long tick() {
    return tick;
  }

  /** The position from which the log has to be read for all virtual channels together. */
  long lowestPosition() {
    long lowest = Long.MAX_VALUE;
    for (ChannelBuffer buffer : buffers.values()) {
      lowest = Math.min(lowest, buffer.position().position());
    }
    return lowest;
  }

  long heldBytes() {
    long bytes = 0;
    for (ChannelBuffer buffer : buffers.values()) {
      bytes += buffer.heldBytes();
    }
    return bytes;
  }
}
