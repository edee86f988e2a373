// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import java.time.Duration;
import java.util.List;

/** The live changes in a few lines: how many, and how soon they were visible in OceanBase. */
record DelayReport(int inserts, int upserts, int deletes, Delays delays, Duration betweenLooks) {

  List<String> lines() {
    return List.of(
        "",
        String.format(
            "%s changes: %s inserts, %s upserts, %s deletes; all visible in OceanBase",
            Screen.count(inserts + upserts + deletes),
            Screen.count(inserts),
            Screen.count(upserts),
            Screen.count(deletes)),
        String.format(
            "Delay after Milvus's acknowledgement:  p50 %s   p99 %s   max %s",
            millis(50), millis(99), millis(100)),
        String.format(
            "as seen by a query every %s, whose own time counts in", millis(betweenLooks)));
  }

  private String millis(double percent) {
    return millis(delays.percentile(percent));
  }

  private static String millis(Duration time) {
    return Screen.count(time.toMillis()) + " ms";
  }
}
