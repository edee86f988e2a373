// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.verify;

import java.time.Duration;
import java.util.List;

/**
 * What is compared, and how fast.
 *
 * @param sample about how many rows of each collection {@link Mode#SAMPLE} compares
 * @param where a condition of the source for the rows that are compared; empty for all
 * @param from the first key, as text; null for no limit
 * @param to the first key that is left out, as text; null for no limit
 * @param threads how many collections are compared at a time
 * @param rowsPerSecond of all collections together; 0 for no limit
 * @param recheckAfter when rows that differ are compared again
 * @param recheckFor how long rows are compared again that keep changing
 * @param maxDifferences after how many a collection is no longer compared
 * @param showValues whether differences have the values
 */
public record Settings(
    Mode mode,
    long sample,
    String where,
    String from,
    String to,
    int threads,
    long rowsPerSecond,
    Duration recheckAfter,
    Duration recheckFor,
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

  /** What has to be the same for a run to be resumed. */
  public List<String> scope() {
    return List.of(
        mode.name(),
        Long.toString(sample),
        where,
        String.valueOf(from),
        String.valueOf(to),
        Boolean.toString(showValues));
  }
}
