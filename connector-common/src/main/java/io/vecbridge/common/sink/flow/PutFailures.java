// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.sink.config.RetryConfig;
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
 * The one place that decides whether a put that failed is tried again: if the failure passes, until
 * {@code retry.timeout.ms}; if the system refuses everything, for a while, but not at all before it
 * has let the task in; otherwise never.
 */
final class PutFailures {
  private static final Logger LOG = LoggerFactory.getLogger(PutFailures.class);

  private final String system;
  private final SinkTaskContext context;
  private final SinkMetrics metrics;
  private final RetryBackoff backoff;
  private boolean hasWritten;

  PutFailures(
      String system,
      RetryConfig retry,
      SinkTaskContext context,
      SinkMetrics metrics,
      LongSupplier nanoClock) {
    this.system = system;
    this.context = context;
    this.metrics = metrics;
    this.backoff = new RetryBackoff(retry, nanoClock);
  }

  /**
   * What to throw.
   *
   * @param first of the put's records
   */
  ConnectException failed(SinkRecord first, RequestException failure, FailureScope scope) {
    String reason = failure.getMessage();
    boolean refused = scope == FailureScope.SYSTEM && hasWritten;
    if (scope != FailureScope.PASSING && !refused) {
      return refused(failure);
    }
    metrics.retried(reason);
    metrics.progress().hindered(SinkProgress.RETRYING);
    long wait = backoff.failed(first, refused);
    if (backoff.exhausted()) {
      return refused ? refused(failure) : lasting(failure);
    }
    LOG.warn("{} can't be written at present: {}. Retrying in {} ms.", system, reason, wait);
    context.timeout(wait);
    return new RetriableException(
        system + " can't be written at present: " + reason + ".", failure);
  }

  private ConnectException lasting(RequestException failure) {
    return new ConnectException(
        system
            + " could not be written for longer than "
            + RetryConfig.TIMEOUT
            + ": "
            + failure.getMessage()
            + ".",
        failure);
  }

  private ConnectException refused(RequestException failure) {
    return new ConnectException(
        system
            + " refuses the request: "
            + failure.getMessage()
            + ". Fix the cause and restart the task.",
        failure);
  }

  /** What to throw after an interruption. */
  RetriableException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new RetriableException("Interrupted while " + system + " was written.", cause);
  }

  /** The records that failed may not be the task's any more. */
  void delivered(Collection<SinkRecord> records) {
    if (backoff.isOver(records)) {
      metrics.progress().unhindered(SinkProgress.RETRYING);
    }
  }

  void written() {
    hasWritten = true;
    backoff.succeeded();
  }
}
