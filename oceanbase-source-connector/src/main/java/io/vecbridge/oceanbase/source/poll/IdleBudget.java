// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When tables are polled. One that changes is polled each interval. All that have been idle for a
 * while share a twentieth of the time: after some of them were polled, which took a while, nineteen
 * times as long goes by before the next of them are, unless one has waited for the longest
 * interval. So what idle tables cost doesn't grow with their number and size. For one thread.
 */
final class IdleBudget {
  private static final int PARTS = 20;
  private static final long IDLE_AFTER_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final long interval;
  private final long longest;
  private final TimeShare share;

  /**
   * @param now nanoseconds of a monotonic clock, as everywhere here
   */
  IdleBudget(Duration interval, Duration longest, long now) {
    this.interval = interval.toNanos();
    this.longest = Math.max(longest.toNanos(), this.interval);
    this.share = new TimeShare(PARTS, now);
  }

  /** Whether a table is idle that last changed then. */
  boolean isIdle(long changedAt, long now) {
    return now - changedAt > IDLE_AFTER_NANOS;
  }

  /** Whether a table's next poll is due. */
  boolean isDue(long polledAt, long changedAt, long now) {
    long waited = now - polledAt;
    if (waited < interval) {
      return false;
    }
    return !isIdle(changedAt, now) || share.isFree(now) || waited >= longest;
  }

  /** Idle tables were polled, which took so long. */
  void spent(long nanos, long now) {
    share.spent(nanos, now);
  }
}
