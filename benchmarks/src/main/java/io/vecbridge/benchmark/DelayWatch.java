// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How long after its write a row is visible on the other side, at a steady pace. It looks every few
 * milliseconds for keys above the last that was seen; the time between two looks and the query
 * itself count in.
 */
final class DelayWatch {
  /** The time that counts, after the warm-up. */
  static final Duration MEASURED = Duration.ofSeconds(30);

  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration LATE = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 5;

  private final long firstKey;
  private final int rowsPerSecond;
  private final Map<Long, Long> written = new ConcurrentHashMap<>();

  /**
   * @param firstKey the first that is written; the others follow one by one
   */
  DelayWatch(long firstKey, int rowsPerSecond) {
    this.firstKey = firstKey;
    this.rowsPerSecond = rowsPerSecond;
  }

  /** The other side. */
  interface Target {
    /** The last key up to which all rows after a key are visible; this one if none is. */
    long lastAfter(long key) throws Exception;
  }

  /** The server has acknowledged a row. */
  void wrote(long key) {
    written.put(key, System.nanoTime());
  }

  /**
   * Looks until all rows of the time that counts are visible.
   *
   * @return their delays in milliseconds, in the order of their keys
   * @throws IllegalStateException when the rows don't come in time
   */
  long[] watch(Target target) throws Exception {
    long[] delays = new long[(int) MEASURED.toSeconds() * rowsPerSecond];
    int count = 0;
    long last = firstKey - 1;
    long from = firstKey + WARM_UP.toSeconds() * rowsPerSecond;
    long deadline = System.nanoTime() + WARM_UP.plus(MEASURED).plus(LATE).toNanos();
    while (count < delays.length) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Only " + count + " rows have come");
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      long seen = target.lastAfter(last);
      long now = System.nanoTime();
      for (; last < seen; last++) {
        // A row can be seen a moment before its acknowledgement was noted.
        Long since = written.remove(last + 1);
        if (last + 1 >= from && count < delays.length) {
          delays[count++] = since == null ? 0 : (now - since) / 1_000_000;
        }
      }
    }
    return delays;
  }
}
