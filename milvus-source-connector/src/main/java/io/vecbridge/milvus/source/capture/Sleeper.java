// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import java.time.Duration;

/** How the capture thread waits where nothing else makes it wait. */
@FunctionalInterface
interface Sleeper {
  /** Waits; an interrupt ends it. */
  void sleep(Duration time) throws InterruptedException;
}
