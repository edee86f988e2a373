// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.verify;

import io.vecbridge.common.rate.RateLimit;
import io.vecbridge.common.rate.Sleeper;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A limit of rows per second that several threads share. */
final class Pace {
  private final RateLimit limit;
  private final Sleeper sleeper;

  Pace(long rowsPerSecond, LongSupplier nanoClock, Sleeper sleeper) {
    this.limit = new RateLimit(rowsPerSecond, 0, nanoClock);
    this.sleeper = sleeper;
  }

  /** Charges rows, and waits until more may be read. */
  void read(long rows) throws InterruptedException {
    long millis;
    synchronized (limit) {
      limit.charge(rows, 0);
      millis = limit.waitMillis();
    }
    if (millis > 0) {
      sleeper.sleep(Duration.ofMillis(millis));
    }
  }
}
