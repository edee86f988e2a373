// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.rate;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;

/** How a capture thread pauses. */
@FunctionalInterface
public interface Sleeper {
  /** The thread that calls it sleeps. */
  Sleeper SYSTEM = time -> NANOSECONDS.sleep(time.toNanos());

  /** Pauses; an interrupt ends it. */
  void sleep(Duration time) throws InterruptedException;
}
