// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.milvus.source.collection.MilvusCollection.Vchannel;
import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.log.ChangeLogReader;
import io.vecbridge.milvus.source.log.LogPosition;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Determines the log position from which a collection without a stored position is streamed.
 *
 * <p>With a snapshot: at the channel's end, which is asked for before the snapshot's first
 * timestamp is; what is before it is older than that timestamp, so the snapshot has it. If Milvus
 * has transactions (2.6 and later), one that is committed after the snapshot's timestamp can have
 * begun before the end; then the log is read from some time earlier, and the timestamp of the
 * discovery defines what is wanted, which is older than that of the snapshot too. Without a
 * snapshot, from its creation if the connector was running by then or had run before; otherwise
 * from the configured time, or from its creation if that is later, or now. Then a timestamp defines
 * what is wanted, not a position: an upsert is two records, and a position between them would make
 * it a delete. What is wanted must still be in the log.
 */
final class StartPositions {
  // Milvus's and Kafka's clocks may differ, and offsets are committed some time after the fact.
  private static final Duration MARGIN = Duration.ofMinutes(2);

  private final ChangeLogReader log;
  private final Optional<Instant> configured;
  private final long capturedUntil;

  /**
   * For the channels of a log.
   *
   * @param configured {@code change.log.start.timestamp}
   * @param capturedUntil the timestamp up to which all collections of the connector were captured,
   *     0 at its first start
   */
  StartPositions(ChangeLogReader log, Optional<Instant> configured, long capturedUntil) {
    this.log = log;
    this.configured = configured;
    this.capturedUntil = capturedUntil;
  }

  /**
   * The position of one channel.
   *
   * @param transactions whether the log can have transactions
   */
  ChannelPosition position(
      CollectionWatch.Found found, Vchannel channel, CollectionStart start, boolean transactions)
      throws InterruptedException {
    String pchannel = channel.pchannel();
    if (start.snapshots() && transactions) {
      return after(pchannel, found.partitions().asOf());
    }
    if (start.snapshots()) {
      return ChannelPosition.at(log.endPosition(pchannel));
    }
    long created = found.collection().createdTimestamp();
    if (found.appeared()) {
      return after(pchannel, created - 1);
    }
    if (isYoungerThanTheOffsets(created)) {
      LogPosition beginning = log.beginningPosition(pchannel);
      if (hasRemovedCreation(pchannel, beginning, created)) {
        throw laterThanCreation(pchannel, beginning);
      }
      return after(pchannel, created - 1);
    }
    if (configured.isPresent()) {
      return fromConfigured(pchannel, Tso.at(configured.get()), created);
    }
    return after(pchannel, found.partitions().asOf());
  }

  private ChannelPosition fromConfigured(String pchannel, long from, long created)
      throws InterruptedException {
    ChannelPosition position = after(pchannel, Math.max(from, created) - 1);
    LogPosition beginning = log.beginningPosition(pchannel);
    boolean removed =
        created < from
            ? hasRemovedBefore(beginning, position.position())
            : hasRemovedCreation(pchannel, beginning, created);
    if (removed) {
      throw laterThanConfigured(pchannel, beginning);
    }
    return position;
  }

  private boolean isYoungerThanTheOffsets(long created) {
    return capturedUntil > 0 && Tso.millis(created) > Tso.millis(capturedUntil) - MARGIN.toMillis();
  }

  private ChannelPosition after(String pchannel, long timestamp) throws InterruptedException {
    long from = Tso.millis(timestamp) - MARGIN.toMillis();
    return new ChannelPosition(log.positionAt(pchannel, from), timestamp, 0);
  }

  /** Milvus logs the creation: if the log has no record that old any more, it isn't complete. */
  private boolean hasRemovedCreation(String pchannel, LogPosition beginning, long created)
      throws InterruptedException {
    long after = Tso.millis(created) + MARGIN.toMillis();
    return hasRemovedBefore(beginning, log.positionAt(pchannel, after));
  }

  /** Whether something was removed from the log, and nothing is left that is before a position. */
  private static boolean hasRemovedBefore(LogPosition beginning, LogPosition position) {
    return LogPosition.START.isBefore(beginning) && !beginning.isBefore(position);
  }

  private static ConnectException laterThanConfigured(String pchannel, LogPosition beginning) {
    return new ConnectException(
        "Channel \""
            + pchannel
            + "\": the log begins later than change.log.start.timestamp, at position "
            + beginning
            + ", so changes would be missed. Set a later time, or take a snapshot"
            + " (snapshot.mode=initial).");
  }

  private static ConnectException laterThanCreation(String pchannel, LogPosition beginning) {
    return new ConnectException(
        "Channel \""
            + pchannel
            + "\": the log begins later than the collection was created, at position "
            + beginning
            + ", so changes would be missed. Take a snapshot (snapshot.mode=initial).");
  }
}
