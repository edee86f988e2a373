// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The home of the guarantee that a put ends, or is undone, long before the consumer group takes the
 * task for dead: after {@code put.timeout.ms} no statement is begun and nothing is committed, and
 * the server itself rolls a transaction back that lives longer ({@code ob_trx_timeout}). So a task
 * that was cut off by {@code max.poll.interval.ms} can't commit older rows after those of its
 * successor.
 *
 * <p>What stays: a task that is cut off otherwise, because its worker lost Kafka for {@code
 * session.timeout.ms} and still reaches OceanBase, can commit one put until then.
 */
final class PutDeadline {
  // What the server itself says when ob_trx_timeout is over.
  private static final int TRANSACTION_TIMEOUT = 6210;

  private final long end;
  private final LongSupplier nanoClock;

  /** Runs from now on. */
  PutDeadline(Duration timeout, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.end = nanoClock.getAsLong() + timeout.toNanos();
  }

  /**
   * @throws SQLTimeoutException if the put has taken too long: it is tried again
   */
  void check() throws SQLException {
    long over = nanoClock.getAsLong() - end;
    if (over > 0) {
      throw new SQLTimeoutException(
          "The put is " + TimeUnit.NANOSECONDS.toMillis(over) + " ms over put.timeout.ms.",
          "HY000",
          TRANSACTION_TIMEOUT);
    }
  }
}
