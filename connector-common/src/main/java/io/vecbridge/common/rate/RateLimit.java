// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.rate;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A limit of rows and bytes per second that is paid after the work: what was done is charged, and
 * the next piece waits until it is paid for. A piece of any size passes, the rate over time holds.
 *
 * <p>Unused time is kept for one second at most, so a pause is not followed by a flood. It never
 * waits itself. For one thread.
 */
public final class RateLimit {
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final double rowsPerSecond;
  private final double bytesPerSecond;
  private final LongSupplier nanoClock;
  private long rowsPaidAt;
  private long bytesPaidAt;

  /**
   * @param rowsPerSecond 0 for no limit
   * @param bytesPerSecond 0 for no limit
   * @param nanoClock a clock that never goes back, such as {@code System::nanoTime}
   */
  public RateLimit(double rowsPerSecond, double bytesPerSecond, LongSupplier nanoClock) {
    if (rowsPerSecond < 0 || bytesPerSecond < 0) {
      throw new IllegalArgumentException("A rate limit can't be negative.");
    }
    this.rowsPerSecond = rowsPerSecond;
    this.bytesPerSecond = bytesPerSecond;
    this.nanoClock = nanoClock;
    this.rowsPaidAt = nanoClock.getAsLong();
    this.bytesPaidAt = rowsPaidAt;
  }

  /** Whether there is a limit. */
  public boolean isLimited() {
    return rowsPerSecond > 0 || bytesPerSecond > 0;
  }

  /** Charges what has been done. */
  public void charge(long rows, long bytes) {
    long now = nanoClock.getAsLong();
    rowsPaidAt = charged(rowsPaidAt, now, rows, rowsPerSecond);
    bytesPaidAt = charged(bytesPaidAt, now, bytes, bytesPerSecond);
  }

  /** Milliseconds until more may be done, rounded up; 0 if more may be done now. */
  public long waitMillis() {
    long now = nanoClock.getAsLong();
    long nanos = Math.max(rowsPaidAt - now, bytesPaidAt - now);
    return nanos <= 0 ? 0 : (nanos + 999_999) / 1_000_000;
  }

  private static long charged(long paidAt, long now, long amount, double perSecond) {
    if (perSecond == 0) {
      return now;
    }
    long from = paidAt - now < -KEPT_NANOS ? now - KEPT_NANOS : paidAt;
    double nanos = amount / perSecond * 1e9;
    return from + (long) Math.min(nanos, Long.MAX_VALUE / 4);
  }
}
