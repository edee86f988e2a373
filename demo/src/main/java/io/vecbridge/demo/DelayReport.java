// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import java.time.Duration;
import java.util.List;

/**
 * The live changes in a few lines: how many, and how soon they were visible on the other side.
 *
 * @param kinds what the counts are, with a name for each
 * @param counts inserts, writes of rows that are there, deletes
 * @param acknowledgement from when on the delay is measured
 */
record DelayReport(
    List<String> kinds, List<Integer> counts, String acknowledgement, DelayProbe probe) {

  List<String> lines() {
    Delays delays = probe.delays();
    StringBuilder line = new StringBuilder();
    line.append(Screen.count(counts.stream().mapToInt(Integer::intValue).sum()))
        .append(" changes: ");
    for (int i = 0; i < kinds.size(); i++) {
      line.append(i == 0 ? "" : ", ")
          .append(Screen.count(counts.get(i)))
          .append(' ')
          .append(kinds.get(i));
    }
    line.append("; all visible in ").append(probe.side());
    return List.of(
        "",
        line.toString(),
        String.format(
            "Delay after %s:  p50 %s   p99 %s   max %s",
            acknowledgement,
            millis(delays.percentile(50)),
            millis(delays.percentile(99)),
            millis(delays.percentile(100))),
        String.format(
            "as seen by a query every %s, whose own time counts in", millis(probe.betweenLooks())));
  }

  private static String millis(Duration time) {
    return Screen.count(time.toMillis()) + " ms";
  }
}
