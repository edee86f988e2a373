// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import java.time.Duration;
import java.util.Arrays;

/** How long changes took, in nanoseconds, sorted. */
record Delays(long[] sorted) {

  static Delays of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Delays(sorted);
  }

  int count() {
    return sorted.length;
  }

  /** The smallest delay that so many percent of the changes did not exceed (nearest rank). */
  Duration percentile(double percent) {
    if (sorted.length == 0) {
      return Duration.ZERO;
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return Duration.ofNanos(sorted[Math.max(0, rank - 1)]);
  }
}
