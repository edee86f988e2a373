// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.Vchannel;
import io.vecbridge.milvus.source.log.ChangeLogReader;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import java.time.Instant;
import java.util.Optional;

/**
 * Where on the log a collection begins that has no stored position.
 *
 * <p>With a snapshot: at the channel's end, which is asked for before the snapshot's first
 * timestamp is; what stands before it is older than that timestamp, so the snapshot has it. Without
 * one: at the configured time, or now; a collection that appears while the task runs, from its
 * creation.
 */
final class StartPositions {
  private static final int LOGICAL_BITS = 18;
  // Milvus's and Kafka's clocks may differ.
  private static final long CLOCK_MARGIN_MS = 60_000;

  private final ChangeLogReader log;
  private final Optional<Instant> configured;
  private boolean running;

  StartPositions(ChangeLogReader log, Optional<Instant> configured) {
    this.log = log;
    this.configured = configured;
  }

  /** The collections that were there at the start have been opened. */
  void startIsOver() {
    running = true;
  }

  ChannelPosition position(MilvusCollection collection, Vchannel channel, CollectionStart start)
      throws InterruptedException {
    String pchannel = channel.pchannel();
    if (start.snapshots()) {
      return ChannelPosition.at(log.endPosition(pchannel));
    }
    if (running) {
      long created = collection.createdTimestamp() >>> LOGICAL_BITS;
      return ChannelPosition.at(log.positionAt(pchannel, created - CLOCK_MARGIN_MS));
    }
    if (configured.isPresent()) {
      long from = configured.get().toEpochMilli();
      return new ChannelPosition(
          log.positionAt(pchannel, from - CLOCK_MARGIN_MS), (from << LOGICAL_BITS) - 1, 0);
    }
    return ChannelPosition.at(log.endPosition(pchannel));
  }
}
