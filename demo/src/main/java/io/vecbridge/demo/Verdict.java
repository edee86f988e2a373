// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import io.vecbridge.harness.comparison.Comparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the demo has shown what it promises: every collection and its table hold the same, and
 * both connectors with all their tasks still run.
 */
record Verdict(Map<DemoCollection, Comparison.Result> results, ConnectorStates states) {
  private static final int MOST_DIFFERENCES = 5;

  Verdict {
    results = new LinkedHashMap<>(results);
  }

  boolean isGood() {
    return states.allRunning() && results.values().stream().allMatch(Comparison.Result::isSame);
  }

  /** A line for each collection, and the first differences under it. */
  List<String> lines(Screen screen) {
    List<String> lines = new ArrayList<>();
    results.forEach(
        (collection, result) -> {
          String rows = Screen.count(result.rows()) + " rows";
          lines.add(
              String.format("%-9s %12s   ", collection.name(), rows)
                  + (result.isSame() ? screen.good("equal") : screen.bad("different")));
          result.differences().stream().limit(MOST_DIFFERENCES).forEach(lines::add);
        });
    lines.add(
        "connectors and tasks     "
            + (states.allRunning() ? screen.good("running") : screen.bad("not running")));
    return lines;
  }

  /** The last sentence. */
  String message() {
    if (isGood()) {
      return "Both sides are equal: every row, every value, every float to the bit.";
    }
    return states.allRunning()
        ? "The two sides differ."
        : "Not everything runs: " + String.join(", ", states.notRunning()) + ".";
  }
}
