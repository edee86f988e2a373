// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.rate;

import java.time.Duration;

/** How a capture thread pauses. */
@FunctionalInterface
public interface Sleeper {
  /** Pauses; an interrupt ends it. */
  void sleep(Duration time) throws InterruptedException;
}
