// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import java.time.Duration;
import java.util.Locale;

/** Shows times as people read them. */
public final class Durations {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final double MILLIS = 1000.0;

  private Durations() {}

  /** Such as {@code 1.3 s}, {@code 12 min} or {@code 3.5 h}. */
  public static String text(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 2 * MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / MILLIS);
    }
    if (seconds < 2 * HOUR) {
      return seconds / MINUTE + " min";
    }
    return seconds < 2 * DAY
        ? String.format(Locale.ROOT, "%.1f h", (double) seconds / HOUR)
        : String.format(Locale.ROOT, "%.1f days", (double) seconds / DAY);
  }
}
