// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import io.vecbridge.common.rate.Backoff;
import io.vecbridge.common.sink.config.RetryConfig;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How long to wait before the next try, and whether it is still worth one: {@code retry.*}. */
public final class RetryBackoff {
  private final RetryConfig config;
  private final LongSupplier nanoClock;
  private final Backoff backoff;
  private long failingSince;
  private boolean failing;

  public RetryBackoff(RetryConfig config, LongSupplier nanoClock) {
    this.config = config;
    this.nanoClock = nanoClock;
    this.backoff = new Backoff(config.backoff(), config.backoffMax());
  }

  /** Milliseconds to wait after a failure. */
  public long failed() {
    if (!failing) {
      failing = true;
      failingSince = nanoClock.getAsLong();
    }
    return backoff.failed().toMillis();
  }

  public void succeeded() {
    failing = false;
    backoff.succeeded();
  }

  /** Whether it has failed for longer than is allowed. */
  public boolean exhausted() {
    return failing
        && !config.timeout().isNegative()
        && TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - failingSince)
            >= config.timeout().toMillis();
  }
}
