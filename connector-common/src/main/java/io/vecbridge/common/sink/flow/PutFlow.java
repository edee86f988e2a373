// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.config.RetryConfig;
import io.vecbridge.common.sink.event.SourceTime;
import io.vecbridge.common.sink.metrics.Phase;
import io.vecbridge.common.sink.metrics.SinkCounters;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.sink.metrics.SinkProgress;
import java.util.Collection;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What surrounds the writing of each put: keeps the rate limits, backs off while the target is
 * away, and tells the metrics. Each put calls {@link #begin}, {@link #written} if it was, and
 * {@link #ended} in any case.
 */
public final class PutFlow {
  private static final Logger LOG = LoggerFactory.getLogger(PutFlow.class);

  private final String system;
  private final SinkTaskContext context;
  private final Pacing pacing;
  private final RetryBackoff backoff;
  private final SinkCounters counters;
  private final SinkProgress progress;

  /**
   * @param system the target's name, for messages
   * @param nanoClock such as {@code System::nanoTime}
   */
  public PutFlow(
      String system,
      SinkTaskContext context,
      RateLimits limits,
      RetryConfig retry,
      SinkMetrics metrics,
      LongSupplier nanoClock) {
    this.system = system;
    this.context = context;
    this.pacing = new Pacing(context, limits, nanoClock);
    this.backoff =
        new RetryBackoff(retry.backoff(), retry.backoffMax(), retry.timeout(), nanoClock);
    this.counters = metrics.counters();
    this.progress = metrics.progress();
  }

  /**
   * Whether there is anything to write.
   *
   * @throws RetriableException if the rate limits don't let records pass yet
   */
  public boolean begin(Collection<SinkRecord> records) {
    pacing.beforeWrite(records);
    progress.rateLimited(pacing.isWaiting());
    if (records.isEmpty()) {
      return false;
    }
    progress.begin();
    return true;
  }

  /** All of the put's records are written. */
  public void written(Collection<SinkRecord> records) {
    backoff.succeeded();
    counters.read(records.size());
    progress.committed(records.size());
    pacing.afterWrite();
    progress.rateLimited(pacing.isWaiting());
  }

  /** The put is over, whether it was written or not. */
  public void ended(Collection<SinkRecord> records) {
    long sourceMillis = SourceTime.ofLast(records);
    if (sourceMillis >= 0) {
      progress.reached(sourceMillis);
    }
  }

  /**
   * Counts a failure that passes, and asks Connect to deliver the records again after the back-off.
   *
   * @param reason what the target says, without a full stop
   * @return what to throw: retriable, unless it has been tried for longer than is allowed
   */
  public ConnectException retry(String reason, Exception cause) {
    counters.retried(reason);
    progress.hindered(Phase.RETRYING);
    long wait = backoff.failed();
    if (backoff.exhausted()) {
      return new ConnectException(
          system
              + " could not be written for longer than "
              + RetryConfig.TIMEOUT
              + ": "
              + reason
              + ".",
          cause);
    }
    LOG.warn("{} can't be written now: {}. Trying again in {} ms.", system, reason, wait);
    context.timeout(wait);
    return new RetriableException(system + " can't be written now: " + reason + ".", cause);
  }
}
