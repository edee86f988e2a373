// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How the puts go: the task's phase, how large and long its puts are, how far it is behind the
 * source. Written by the task's thread, once or twice a put, and read by any: no locks.
 */
public final class SinkProgress {
  /** The phase in which the target is unavailable or busy, and the same records are tried again. */
  public static final String RETRYING = "retrying";

  /** No rows have come yet. */
  private static final String WAITING = "waiting";

  /** The last put with rows held rows of a snapshot. */
  private static final String SNAPSHOT = "snapshot";

  /** The last put with rows had only changes. */
  private static final String STREAMING = "streaming";

  /** Partitions are paused until the rate limits allow more. */
  private static final String RATE_LIMITED = "rate_limited";

  private final LongSupplier nanoClock;
  private final LongSupplier epochMillis;
  private volatile String flow = WAITING;
  private volatile String hindrance;
  private volatile Batches batches = new Batches(0, 0, 0, 0, 0, 0);
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

  /** What a commit of the put held; one without rows says nothing. */
  public void held(long snapshotRows, long streamingRows) {
    if (snapshotRows > 0) {
      flow = SNAPSHOT;
    } else if (streamingRows > 0) {
      flow = STREAMING;
    }
  }

  /**
   * All records of the put are written: nothing hinders any more.
   *
   * @param nanos when they were committed
   */
  public void committed(long records, long nanos) {
    long took = TimeUnit.NANOSECONDS.toMillis(nanos - begun);
    batches = batches.and(records, took);
    hindrance = null;
  }

  /** The last record of a put came from here, whether it could be written or not. */
  public void reached(long sourceMillis) {
    behindMillis = Math.max(0, epochMillis.getAsLong() - sourceMillis);
  }

  /** Nothing is written until the next commit. */
  public void hindered(String phase) {
    hindrance = phase;
  }

  /** The records that were hindered in a phase are no longer the task's. */
  public void unhindered(String phase) {
    if (phase.equals(hindrance)) {
      hindrance = null;
    }
  }

  /** Says whether the partitions are paused for the rate limits. */
  public void rateLimited(boolean paused) {
    if (paused) {
      hindrance = RATE_LIMITED;
    } else {
      unhindered(RATE_LIMITED);
    }
  }

  String phase() {
    String now = hindrance;
    return now == null ? flow : now;
  }

  Batches batches() {
    return batches;
  }

  /** Negative before the first record that has the time of its change. */
  long behindMillis() {
    return behindMillis;
  }

  /** Sizes and times of the puts that were committed; a new one for each, so that they fit. */
  record Batches(
      long count, long millis, long lastSize, long maxSize, long lastMillis, long maxMillis) {

    private Batches and(long size, long took) {
      return new Batches(
          count + 1, millis + took, size, Math.max(maxSize, size), took, Math.max(maxMillis, took));
    }
  }
}
