// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How long to wait before the next try: doubles up to a limit, until a try succeeds. */
public final class RetryBackoff {
  private final long firstMillis;
  private final long longestMillis;
  private final Duration timeout;
  private final LongSupplier nanoClock;
  private long nextMillis;
  private long failingSince;
  private boolean failing;

  /**
   * @param timeout how long to try; negative for ever
   */
  public RetryBackoff(Duration first, Duration longest, Duration timeout, LongSupplier nanoClock) {
    this.firstMillis = first.toMillis();
    this.longestMillis = longest.toMillis();
    this.timeout = timeout;
    this.nanoClock = nanoClock;
    this.nextMillis = firstMillis;
  }

  /** Milliseconds to wait after a failure. */
  public long failed() {
    if (!failing) {
      failing = true;
      failingSince = nanoClock.getAsLong();
    }
    long wait = nextMillis;
    nextMillis = Math.min(longestMillis, nextMillis * 2);
    return wait;
  }

  public void succeeded() {
    failing = false;
    nextMillis = firstMillis;
  }

  /** Whether it has failed for longer than is allowed. */
  public boolean exhausted() {
    return failing
        && !timeout.isNegative()
        && TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - failingSince)
            >= timeout.toMillis();
  }
}
