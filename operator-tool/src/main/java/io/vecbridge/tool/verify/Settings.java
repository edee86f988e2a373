// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.verify;

import java.time.Duration;
import java.util.List;

/**
 * What is compared, and how fast.
 *
 * @param threads how many collections are compared at a time
 * @param rowsPerSecond of all collections together; 0 for no limit
 * @param maxDifferences after how many a collection is no longer compared
 * @param showValues whether differences have the values
 */
public record Settings(
    Scope scope,
    Recheck recheck,
    int threads,
    long rowsPerSecond,
    int maxDifferences,
    boolean showValues) {

  /** How much is compared. */
  public enum Mode {
    /** The numbers of rows. */
    COUNTS,
    /** The keys. */
    KEYS,
    /** The keys, and all values of some rows. */
    SAMPLE,
    /** All values of all rows. */
    FULL
  }

  /**
   * What is compared of each collection.
   *
   * @param sample about how many rows {@link Mode#SAMPLE} compares
   * @param where a condition of the source for the rows that are compared; empty for all
   * @param from the first key, as text; null for no limit
   * @param to the first key that is left out, as text; null for no limit
   */
  public record Scope(Mode mode, long sample, String where, String from, String to) {
    /** Everything. */
    public static final Scope FULL = new Scope(Mode.FULL, 0, "", null, null);
  }

  /**
   * How rows that differ are compared again.
   *
   * @param after the time in between
   * @param atMost how long it is done for rows that keep changing
   */
  public record Recheck(Duration after, Duration atMost) {}

  /** What has to be the same for a run to be resumed. */
  public List<String> resumable() {
    return List.of(
        scope.mode().name(),
        Long.toString(scope.sample()),
        scope.where(),
        String.valueOf(scope.from()),
        String.valueOf(scope.to()),
        Boolean.toString(showValues));
  }
}
