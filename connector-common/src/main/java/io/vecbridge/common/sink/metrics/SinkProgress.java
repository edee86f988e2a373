// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How the puts go: what the task is doing, how large and long its puts are, how far behind it is.
 * Written by the task's thread, once or twice a put, and read by any: no locks.
 */
public final class SinkProgress {
  private final LongSupplier nanoClock;
  private final LongSupplier epochMillis;
  private volatile Phase flow = Phase.WAITING;
  private volatile Phase hindrance;
  private volatile Batches batches = Batches.NONE;
  private volatile long behindMillis = -1;
  private long begun;

  SinkProgress(LongSupplier nanoClock, LongSupplier epochMillis) {
    this.nanoClock = nanoClock;
    this.epochMillis = epochMillis;
  }

  /** A put with records begins. */
  public void begin() {
    begun = nanoClock.getAsLong();
  }

  /** What a transaction of the put held; one without rows says nothing. */
  public void held(long snapshotRows, long streamingRows) {
    if (snapshotRows > 0) {
      flow = Phase.SNAPSHOT;
    } else if (streamingRows > 0) {
      flow = Phase.STREAMING;
    }
  }

  /** All records of the put are written: nothing hinders any more. */
  public void committed(long records) {
    long took = TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - begun);
    batches = batches.and(records, took);
    hindrance = null;
  }

  /** The last record of a put came from here, whether it could be written or not. */
  public void reached(long sourceMillis) {
    behindMillis = Math.max(0, epochMillis.getAsLong() - sourceMillis);
  }

  /** Nothing is written for the time being, until the next commit. */
  public void hindered(Phase by) {
    hindrance = by;
  }

  /** Says whether the partitions are paused for the sake of the rate limits. */
  public void rateLimited(boolean paused) {
    if (paused) {
      hindrance = Phase.RATE_LIMITED;
    } else if (hindrance == Phase.RATE_LIMITED) {
      hindrance = null;
    }
  }

  Phase phase() {
    Phase now = hindrance;
    return now == null ? flow : now;
  }

  Batches batches() {
    return batches;
  }

  /** Negative before the first record that tells its time. */
  long behindMillis() {
    return behindMillis;
  }
}
