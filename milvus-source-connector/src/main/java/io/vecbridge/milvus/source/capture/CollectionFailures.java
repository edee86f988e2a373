// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.relational.TableId;
import io.vecbridge.common.config.ObjectFailureMode;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.rate.Backoff;
import io.vecbridge.milvus.source.log.ChangeLogException;
import io.vecbridge.milvus.source.metrics.SourceMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guarantees that one failing collection doesn't stop the others: its failure is logged and shown
 * in the metrics, and its capture begins again after a pause, which gets longer with each failure
 * in a row. With {@code object.failure.mode=fail}, a failure that doesn't pass by itself fails the
 * task. In both modes it fails after a change without rows that an operator has to decide about,
 * and after a failure of the log that is that of every collection.
 */
final class CollectionFailures {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionFailures.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);
  private static final Duration FIRST_RECHECK = Duration.ofSeconds(10);
  private static final Duration LONGEST_RECHECK = Duration.ofMinutes(5);
  private static final long RECOVERED_NANOS = Duration.ofMinutes(1).toNanos();

  private final ObjectFailureMode mode;
  private final LongSupplier nanoClock;
  private final SourceMetrics metrics;
  private final Map<TableId, Failing> failing = new HashMap<>();

  /** A collection that failed last time. */
  private static final class Failing {
    private final Backoff retries = new Backoff(FIRST_RETRY, LONGEST_RETRY);
    private final Backoff rechecks = new Backoff(FIRST_RECHECK, LONGEST_RECHECK);
    private String reason = "";
    private long pausedUntil;
  }

  CollectionFailures(ObjectFailureMode mode, LongSupplier nanoClock, SourceMetrics metrics) {
    this.mode = mode;
    this.nanoClock = nanoClock;
    this.metrics = metrics;
  }

  /** Whether a collection failed and its next attempt is still to come. */
  boolean isPaused(TableId id) {
    Failing collection = failing.get(id);
    return collection != null && nanoClock.getAsLong() - collection.pausedUntil < 0;
  }

  /**
   * The capture of a collection has failed.
   *
   * @throws RuntimeException the failure, if it fails the task
   */
  void failed(TableId id, RuntimeException error) {
    if (error instanceof UnloggedChangeException
        || isOfTheLog(error)
        || error.getCause() instanceof InterruptedException) {
      throw error;
    }
    boolean passing = isPassing(error);
    if (!passing && mode.failsTask()) {
      throw error;
    }
    Failing collection = failing.computeIfAbsent(id, key -> new Failing());
    Duration pause = (passing ? collection.retries : collection.rechecks).failed();
    collection.pausedUntil = nanoClock.getAsLong() + pause.toNanos();
    String reason = message(error);
    metrics.failed(name(id), reason);
    if (reason.equals(collection.reason)) {
      return;
    }
    collection.reason = reason;
    if (passing) {
      LOG.warn("The capture of {} can't continue at present and is retried: {}", name(id), reason);
    } else {
      if (!(error instanceof ConnectException || error instanceof MilvusRequestException)) {
        LOG.error("The capture of {} failed", name(id), error);
      }
      LOG.error(
          "Collection {} can't be captured, the others continue. It is tried again: {}",
          name(id),
          reason);
    }
  }

  /**
   * A collection is captured.
   *
   * @param progressed whether it has emitted anything since its capture began again
   */
  void captured(TableId id, boolean progressed) {
    Failing collection = failing.isEmpty() ? null : failing.get(id);
    if (collection != null
        && (progressed || nanoClock.getAsLong() - collection.pausedUntil > RECOVERED_NANOS)) {
      forget(id);
      LOG.info("Collection {} is captured again", name(id));
    }
  }

  /** A collection is gone. */
  void forget(TableId id) {
    if (failing.remove(id) != null) {
      metrics.recovered(name(id));
    }
  }

  /** Such as a wrong password: it fails every collection. */
  private static boolean isOfTheLog(RuntimeException error) {
    return error.getClass() == ChangeLogException.class
        && ((ChangeLogException) error).failure() == Failure.FATAL;
  }

  private static boolean isPassing(RuntimeException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof MilvusRequestException request) {
        return request.failure() == Failure.RETRY;
      }
      if (cause instanceof ChangeLogException log) {
        return log.failure() == Failure.RETRY;
      }
    }
    return false;
  }

  /** The innermost message of the connector. */
  private static String message(RuntimeException error) {
    String message = error.getClass().getName();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof MilvusRequestException) {
        message = cause.getMessage();
      }
    }
    return message;
  }

  private static String name(TableId id) {
    return id.catalog() + "." + id.table();
  }
}
