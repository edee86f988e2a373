// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import java.util.Map;

/** Connect's own keys about records that can't be written, as far as sinks depend on them. */
public final class DeadLetters {
  private static final String TOLERANCE = "errors.tolerance";
  private static final String TOPIC = "errors.deadletterqueue.topic.name";

  private DeadLetters() {}

  /** Whether a record that can't be written is left out. */
  public static boolean tolerated(Map<String, String> properties) {
    return "all".equals(properties.getOrDefault(TOLERANCE, "none"));
  }

  /** Adds a sentence to the findings if the keys contradict each other. */
  public static void contradictions(Map<String, String> properties, Map<String, String> found) {
    if (!properties.getOrDefault(TOPIC, "").isBlank() && !tolerated(properties)) {
      found.put(
          TOLERANCE,
          "errors.deadletterqueue.topic.name is set, but with errors.tolerance=none the first bad"
              + " record stops the task and nothing reaches that topic. Set errors.tolerance=all,"
              + " or remove the topic.");
    }
  }
}
