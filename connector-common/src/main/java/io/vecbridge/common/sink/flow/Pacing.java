// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import io.vecbridge.common.rate.RateLimits;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Keeps the rate limits without blocking Connect's thread: the partitions are paused until what was
 * written is within the limit, so the consumer keeps polling and stays in its group. (A
 * RetriableException for each wait would fill the log with errors.)
 */
public final class Pacing {
  private final SinkTaskContext context;
  private final RateLimits limits;
  private final LongSupplier nanoClock;
  private long waitUntil;
  private final PausedPartitions partitions;
  private boolean waiting;
  private boolean paused;

  Pacing(
      SinkTaskContext context,
      PausedPartitions partitions,
      RateLimits limits,
      LongSupplier nanoClock) {
    this.context = context;
    this.partitions = partitions;
    this.limits = limits;
    this.nanoClock = nanoClock;
  }

  /**
   * Pauses the partitions if more was written than the limits allow by now, or else resumes them.
   */
  public void afterWrite() {
    long wait = limits.waitMillis();
    if (wait <= 0) {
      resume();
    } else {
      waiting = true;
      waitUntil = nanoClock.getAsLong() + TimeUnit.MILLISECONDS.toNanos(wait);
      pause(wait);
    }
  }

  /**
   * Called at the beginning of each put: keeps waiting, or resumes the partitions. If the put has
   * records, the partitions are resumed only after the write: while Connect redelivers records, it
   * keeps the partitions paused itself, and anything fetched then would queue up after these
   * records.
   *
   * @throws RetriableException if records of a newly assigned partition come while it waits
   */
  public void beforeWrite(Collection<SinkRecord> records) {
    if (!waiting) {
      // What was to be written first can be gone with its partition, and then nothing else resumes.
      if (records.isEmpty()) {
        resume();
      }
      return;
    }
    long rest = waitUntil - nanoClock.getAsLong();
    if (rest > 0) {
      long millis = TimeUnit.NANOSECONDS.toMillis(rest) + 1;
      pause(millis);
      if (!records.isEmpty()) {
        throw new RetriableException("Waiting for the rate limit.");
      }
      return;
    }
    waiting = false;
    if (records.isEmpty()) {
      resume();
    }
  }

  /** Whether the partitions are paused. */
  public boolean isWaiting() {
    return waiting;
  }

  private void resume() {
    if (paused) {
      paused = false;
      partitions.all(false);
    }
  }

  private void pause(long millis) {
    paused = true;
    context.timeout(millis);
    partitions.all(true);
  }
}
