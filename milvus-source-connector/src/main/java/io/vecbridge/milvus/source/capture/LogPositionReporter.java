// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.log.ChangeLogException;
import io.vecbridge.milvus.source.log.LogPosition;
import io.vecbridge.milvus.source.metrics.ChannelStatus;
import io.vecbridge.milvus.source.metrics.SourceMetrics;
import io.vecbridge.milvus.source.stream.ChangeStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Reports the task's positions in the log to its metrics, once a second. Where the log begins and
 * ends is asked less often.
 */
final class LogPositionReporter {
  private static final long ASK_INTERVAL_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long REPORT_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

  /** What the log has of a channel. */
  private record Extent(LogPosition beginning, LogPosition end) {
    private static final Extent UNKNOWN = new Extent(LogPosition.START, LogPosition.START);

    private ChannelStatus status(LogPosition needed, long tickMillis) {
      return new ChannelStatus(needed.number(), beginning.number(), end.number(), tickMillis);
    }
  }

  private final ChangeStream stream;
  private final SourceMetrics metrics;
  private final Map<String, Extent> extents = new HashMap<>();
  private boolean failed;
  private long askedAt;
  private long reportedAt;

  /**
   * Over the stream of the capture thread.
   *
   * @param now nanoseconds of a monotonic clock
   */
  LogPositionReporter(ChangeStream stream, SourceMetrics metrics, long now) {
    this.stream = stream;
    this.metrics = metrics;
    this.askedAt = now - ASK_INTERVAL_NANOS;
    this.reportedAt = now - REPORT_INTERVAL_NANOS;
  }

  /**
   * Reports, if it is time.
   *
   * @param now nanoseconds of a monotonic clock
   */
  void report(long now) throws InterruptedException {
    if (now - reportedAt < REPORT_INTERVAL_NANOS) {
      return;
    }
    reportedAt = now;
    Map<String, LogPosition> needed = stream.neededPositions();
    // Not again at once after a failure: a channel that doesn't respond would hold up the others.
    boolean unknown = !failed && !extents.keySet().containsAll(needed.keySet());
    if (now - askedAt >= ASK_INTERVAL_NANOS || unknown) {
      askedAt = now;
      ask(needed);
    }
    Map<String, ChannelStatus> channels = new HashMap<>();
    needed.forEach(
        (pchannel, position) ->
            channels.put(
                pchannel,
                extents
                    .getOrDefault(pchannel, Extent.UNKNOWN)
                    .status(position, Tso.millis(stream.tick(pchannel)))));
    metrics.channels(channels);
    metrics.held(stream.heldBytes());
    metrics.dropped(stream.counters().stale(), stream.counters().unknownTypes());
  }

  private void ask(Map<String, LogPosition> needed) throws InterruptedException {
    try {
      Map<String, Extent> asked = new HashMap<>();
      for (String pchannel : needed.keySet()) {
        asked.put(pchannel, new Extent(stream.beginning(pchannel), stream.end(pchannel)));
      }
      extents.clear();
      extents.putAll(asked);
      failed = false;
    } catch (ChangeLogException e) {
      failed = true;
      // The next read fails too, and handles it.
      if (e.failure() != Failure.RETRY) {
        throw e;
      }
    }
  }
}
