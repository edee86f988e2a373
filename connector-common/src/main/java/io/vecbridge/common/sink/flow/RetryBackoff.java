// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import io.vecbridge.common.sink.config.RetryConfig;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How long to wait before the next try: doubles up to a limit, until a try succeeds. */
public final class RetryBackoff {
  private final RetryConfig config;
  private final LongSupplier nanoClock;
  private long nextMillis;
  private long failingSince;
  private boolean failing;

  public RetryBackoff(RetryConfig config, LongSupplier nanoClock) {
    this.config = config;
    this.nanoClock = nanoClock;
    this.nextMillis = config.backoff().toMillis();
  }

  /** Milliseconds to wait after a failure. */
  public long failed() {
    if (!failing) {
      failing = true;
      failingSince = nanoClock.getAsLong();
    }
    long wait = nextMillis;
    nextMillis = Math.min(config.backoffMax().toMillis(), nextMillis * 2);
    return wait;
  }

  public void succeeded() {
    failing = false;
    nextMillis = config.backoff().toMillis();
  }

  /** Whether it has failed for longer than is allowed. */
  public boolean exhausted() {
    return failing
        && !config.timeout().isNegative()
        && TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - failingSince)
            >= config.timeout().toMillis();
  }
}
