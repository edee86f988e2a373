// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import io.debezium.config.Configuration;
import io.vecbridge.common.config.Finding;
import java.util.List;
import java.util.Map;

/** Connect's own options about records that can't be written, as far as sinks depend on them. */
public final class DeadLetters {
  private static final String TOLERANCE = "errors.tolerance";
  private static final String TOPIC = "errors.deadletterqueue.topic.name";

  private DeadLetters() {}

  /** Whether a record that can't be written is skipped. */
  public static boolean tolerated(Map<String, String> properties) {
    return "all".equals(properties.getOrDefault(TOLERANCE, "none"));
  }

  /** Whether reported records reach a topic. */
  public static boolean isQueued(Configuration config) {
    return !topic(config).isBlank() && tolerated(config.asMap());
  }

  /** The dead letter topic; empty if there is none. */
  static String topic(Configuration config) {
    return config.getString(TOPIC, "");
  }

  /** A finding if the options contradict each other. */
  static List<Finding> findings(Configuration config) {
    if (topic(config).isBlank() || tolerated(config.asMap())) {
      return List.of();
    }
    return List.of(
        Finding.of(
            TOLERANCE,
            "errors.deadletterqueue.topic.name is set, but with errors.tolerance=none the first bad"
                + " record stops the task and nothing reaches that topic. Set errors.tolerance=all,"
                + " or remove the topic."));
  }
}
