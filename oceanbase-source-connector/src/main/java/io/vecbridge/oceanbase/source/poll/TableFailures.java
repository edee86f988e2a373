// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.relational.TableId;
import io.vecbridge.common.config.ObjectFailureMode;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.rate.Backoff;
import io.vecbridge.oceanbase.source.metrics.SourceMetrics;
import io.vecbridge.oceanbase.source.table.Session.UnreachableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guarantees that one failing table doesn't stop the others: its failure is logged and shown in the
 * metrics, and the table pauses, longer after each failure in a row, while the others continue.
 * With {@code object.failure.mode=fail}, a failure that doesn't pass by itself fails the task. An
 * unreachable tenant is the failure of no table.
 */
final class TableFailures {
  private static final Logger LOG = LoggerFactory.getLogger(TableFailures.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);
  private static final Duration FIRST_RECHECK = Duration.ofSeconds(10);
  private static final Duration LONGEST_RECHECK = Duration.ofMinutes(5);
  private static final int TIMEOUTS = 3;

  private final ObjectFailureMode mode;
  private final LongSupplier nanoClock;
  private final BooleanSupplier stopping;
  private final SourceMetrics metrics;
  private final Map<TableId, Failing> failing = new HashMap<>();

  /** Something that is done for one table. */
  interface Attempt {
    void run() throws SQLException, InterruptedException;
  }

  /** A table that failed last time. */
  private static final class Failing {
    private final Backoff retries = new Backoff(FIRST_RETRY, LONGEST_RETRY);
    private final Backoff rechecks = new Backoff(FIRST_RECHECK, LONGEST_RECHECK);
    private long pausedUntil;
    private int timeouts;
  }

  /**
   * @param stopping whether the task stops, so that an error says nothing of a table
   */
  TableFailures(
      ObjectFailureMode mode,
      LongSupplier nanoClock,
      BooleanSupplier stopping,
      SourceMetrics metrics) {
    this.mode = mode;
    this.nanoClock = nanoClock;
    this.stopping = stopping;
    this.metrics = metrics;
  }

  /** Whether a table failed and its next attempt is still to come. */
  boolean isPaused(TableId id) {
    Failing table = failing.get(id);
    return table != null && nanoClock.getAsLong() - table.pausedUntil < 0;
  }

  /** Whether the last attempt for a table failed. */
  boolean isFailing(TableId id) {
    return failing.containsKey(id);
  }

  /** The tenant is waited for, which is the failure of no table. */
  void unreachable(String reason) {
    metrics.retried(reason);
  }

  /**
   * Tries something for one table.
   *
   * @return whether it succeeded
   * @throws SQLException if the tenant is unreachable or the task stops
   * @throws ConnectException if the failure fails the task
   */
  boolean attempt(TableId id, Attempt attempt) throws SQLException, InterruptedException {
    try {
      attempt.run();
    } catch (SQLException e) {
      failed(id, e);
      return false;
    } catch (RuntimeException e) {
      failed(id, e);
      return false;
    }
    if (failing.remove(id) != null) {
      metrics.recovered(id.toString());
      LOG.info("Table {} is captured again", id);
    }
    return true;
  }

  /** A table is gone, and its capture has ended. */
  void gone(TableId id) {
    failing.remove(id);
    metrics.failed(id.toString(), "dropped or renamed");
  }

  /** A table is captured. */
  void captured(TableId id) {
    if (!failing.containsKey(id)) {
      metrics.recovered(id.toString());
    }
  }

  /** An attempt for a table has failed. */
  void failed(TableId id, SQLException error) throws SQLException {
    if (error instanceof UnreachableException || stopping.getAsBoolean()) {
      throw error;
    }
    String reason = OceanBaseFailures.reason(error);
    if (OceanBaseFailures.classify(error) == Failure.RETRY) {
      Failing table = failing.computeIfAbsent(id, key -> new Failing());
      table.timeouts = OceanBaseFailures.isTimeout(error) ? table.timeouts + 1 : 0;
      String hint =
          table.timeouts < TIMEOUTS ? "" : " If the table is this large, raise query.timeout.ms.";
      long millis = pause(id, table, table.retries, reason);
      LOG.warn(
          "Table {} can't be read at present. The next attempt is in {} ms: {}.{}",
          id,
          millis,
          reason,
          hint);
    } else if (mode.failsTask()) {
      throw new ConnectException(
          "OceanBase rejected a statement of the capture of table "
              + id
              + ": "
              + reason
              + ". Fix the cause and restart the task.",
          error);
    } else {
      recheck(id, "OceanBase rejected a statement: " + reason + ".");
    }
  }

  private void failed(TableId id, RuntimeException error) {
    if (mode.failsTask() || error.getCause() instanceof InterruptedException) {
      throw error;
    }
    if (!(error instanceof ConnectException)) {
      LOG.error("The capture of table {} failed", id, error);
    }
    recheck(id, message(error));
  }

  private void recheck(TableId id, String reason) {
    Failing table = failing.computeIfAbsent(id, key -> new Failing());
    long millis = pause(id, table, table.rechecks, reason);
    LOG.error(
        "Table {} can't be captured, the others continue. The next attempt is in {} s: {}",
        id,
        Duration.ofMillis(millis).toSeconds(),
        reason);
  }

  private long pause(TableId id, Failing table, Backoff backoff, String reason) {
    Duration pause = backoff.failed();
    table.pausedUntil = nanoClock.getAsLong() + pause.toNanos();
    metrics.failed(id.toString(), reason);
    return pause.toMillis();
  }

  /** The innermost message of the connector; the framework's own has the offset, and so a key. */
  private static String message(RuntimeException error) {
    String message = error.getClass().getName();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        message = cause.getMessage();
      }
    }
    return message;
  }
}
