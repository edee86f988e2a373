// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.rate;

import java.time.Duration;

/** How long to pause after failures in a row: twice as long each time, up to a limit. */
public final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration next;
  private boolean failing;

  /** The pause after a first failure, and the longest of all. */
  public Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** Counts a failure and returns the pause before the next try. */
  public Duration failed() {
    failing = true;
    Duration pause = next;
    Duration twice = next.multipliedBy(2);
    next = twice.compareTo(longest) < 0 ? twice : longest;
    return pause;
  }

  /** Counts a success and returns whether it ends a series of failures. */
  public boolean succeeded() {
    boolean ended = failing;
    failing = false;
    next = first;
    return ended;
  }
}
