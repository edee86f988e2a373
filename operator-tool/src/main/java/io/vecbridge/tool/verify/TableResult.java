// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.verify;

import io.vecbridge.tool.pair.ObjectPair;
import io.vecbridge.tool.verify.Difference.Kind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the comparison of one collection and its table came to.
 *
 * @param countsOnly whether nothing but the numbers of rows was compared
 * @param problem why it failed or was stopped; null if it is complete
 */
public record TableResult(
    ObjectPair names, TableState.Saved state, boolean countsOnly, double seconds, String problem) {

  /** What can be said of both. */
  public enum Outcome {
    EQUAL(0),
    DIFFERENT(1),
    FAILED(2);

    private final int exitCode;

    Outcome(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code of a command with this outcome. */
    public int exitCode() {
      return exitCode;
    }

    /** As reports write it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What can be said of both: a difference counts even if the comparison failed later. */
  public Outcome outcome() {
    if (!state.isEqual()
        || (countsOnly && state.counts().sourceRows() != state.counts().targetRows())) {
      return Outcome.DIFFERENT;
    }
    return problem == null ? Outcome.EQUAL : Outcome.FAILED;
  }

  /** How many rows differ in each column, the most first. */
  public Map<String, Long> columns() {
    Map<String, Long> counts = new TreeMap<>();
    state.differences().stream()
        .flatMap(difference -> difference.columns().stream())
        .forEach(column -> counts.merge(column, 1L, Long::sum));
    Map<String, Long> ordered = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(column -> ordered.put(column.getKey(), column.getValue()));
    return ordered;
  }

  /** The number of differences of a kind. */
  public long count(Kind kind) {
    return state.count(kind);
  }
}
