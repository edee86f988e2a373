// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.common.failure.Failure;
import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.log.ChangeLogException;
import io.vecbridge.milvus.source.metrics.ChannelStatus;
import io.vecbridge.milvus.source.metrics.SourceMetrics;
import io.vecbridge.milvus.source.stream.ChangeStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Tells the metrics where the task is in the log; where the log begins is asked now and then. */
final class LogPositionReporter {
  private static final long ASKED_EACH_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long TOLD_EACH_NANOS = Duration.ofSeconds(1).toNanos();

  private final ChangeStream stream;
  private final SourceMetrics metrics;
  private final Map<String, Long> beginnings = new HashMap<>();
  private long askedAt;
  private long toldAt;

  /**
   * Over the stream of the capture thread.
   *
   * @param now nanoseconds of a monotonic clock
   */
  LogPositionReporter(ChangeStream stream, SourceMetrics metrics, long now) {
    this.stream = stream;
    this.metrics = metrics;
    this.askedAt = now - ASKED_EACH_NANOS;
    this.toldAt = now - TOLD_EACH_NANOS;
  }

  /**
   * Tells, where it is time.
   *
   * @param now nanoseconds of a monotonic clock
   */
  void tell(long now) throws InterruptedException {
    if (now - toldAt < TOLD_EACH_NANOS) {
      return;
    }
    toldAt = now;
    Map<String, Long> needed = stream.neededPositions();
    if (now - askedAt >= ASKED_EACH_NANOS || !beginnings.keySet().containsAll(needed.keySet())) {
      askedAt = now;
      ask(needed);
    }
    Map<String, ChannelStatus> places = new HashMap<>();
    needed.forEach(
        (pchannel, position) ->
            places.put(
                pchannel,
                new ChannelStatus(
                    position,
                    beginnings.getOrDefault(pchannel, 0L),
                    Tso.millis(stream.tick(pchannel)))));
    metrics.places(places);
    metrics.held(stream.heldBytes());
  }

  private void ask(Map<String, Long> needed) throws InterruptedException {
    try {
      Map<String, Long> asked = new HashMap<>();
      for (String pchannel : needed.keySet()) {
        asked.put(pchannel, stream.beginning(pchannel));
      }
      beginnings.clear();
      beginnings.putAll(asked);
    } catch (ChangeLogException e) {
      // The next read notices too, and does what there is to do.
      if (e.failure() != Failure.RETRY) {
        throw e;
      }
    }
  }
}
