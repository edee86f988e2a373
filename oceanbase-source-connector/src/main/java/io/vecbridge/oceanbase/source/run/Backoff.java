// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.run;

import java.time.Duration;

/** How long to wait after failures in a row: doubled each time, up to a limit. */
public final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private int failures;

  /** Another failure; how long to wait for the next try. */
  public Duration failed() {
    long millis = FIRST.toMillis() << Math.min(failures, 10);
    failures++;
    return millis < LONGEST.toMillis() ? Duration.ofMillis(millis) : LONGEST;
  }

  /** It worked again; whether it had failed before. */
  public boolean worked() {
    boolean failed = failures > 0;
    failures = 0;
    return failed;
  }
}
