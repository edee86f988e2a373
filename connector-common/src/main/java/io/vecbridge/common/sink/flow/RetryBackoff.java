// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import io.vecbridge.common.rate.Backoff;
import io.vecbridge.common.sink.config.RetryConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * How long to wait before the next try, and whether it is still worth one: {@code retry.*}. It
 * counts for the records that failed: those that come instead of them, after a rebalance took them
 * away, have failed never.
 */
public final class RetryBackoff {
  /** How long a system that refuses everything is asked again. */
  private static final Duration REFUSED_FOR = Duration.ofMinutes(1);

  private final RetryConfig config;
  private final LongSupplier nanoClock;
  private final Backoff backoff;
  private long failingSince;
  private long refusedSince;
  private boolean refused;
  private SinkRecord failing;

  public RetryBackoff(RetryConfig config, LongSupplier nanoClock) {
    this.config = config;
    this.nanoClock = nanoClock;
    this.backoff = new Backoff(config.backoff(), config.backoffMax());
  }

  /**
   * Milliseconds to wait after a failure to write records.
   *
   * @param first of the records
   * @param refuses whether the system refuses everything
   */
  public long failed(SinkRecord first, boolean refuses) {
    long now = nanoClock.getAsLong();
    if (failing == null) {
      failing = first;
      failingSince = now;
    }
    if (refuses && !refused) {
      refusedSince = now;
    }
    refused = refuses;
    return backoff.failed().toMillis();
  }

  public void succeeded() {
    failing = null;
    refused = false;
    backoff.succeeded();
  }

  /**
   * Whether the records that failed are no longer the task's, as Connect would deliver them first;
   * then they count no more.
   */
  boolean isOver(Collection<SinkRecord> delivered) {
    if (failing == null || (!delivered.isEmpty() && isSame(delivered.iterator().next(), failing))) {
      return false;
    }
    succeeded();
    return true;
  }

  private static boolean isSame(SinkRecord one, SinkRecord other) {
    return one.originalKafkaOffset() == other.originalKafkaOffset()
        && Assignment.partition(one).equals(Assignment.partition(other));
  }

  /** Whether it has failed for longer than is allowed. */
  public boolean exhausted() {
    return failing != null
        && (lasts(failingSince, config.timeout()) || (refused && lasts(refusedSince, REFUSED_FOR)));
  }

  private boolean lasts(long since, Duration longest) {
    return !longest.isNegative()
        && TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - since) >= longest.toMillis();
  }
}
