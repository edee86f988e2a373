// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The topics that Connect's own keys have a sink read. */
public final class SubscribedTopics {
  private SubscribedTopics() {}

  /** Those that {@code topics} names one by one; none with {@code topics.regex}. */
  public static List<String> named(Map<String, String> properties) {
    List<String> topics = new ArrayList<>();
    for (String topic : properties.getOrDefault("topics", "").split(",")) {
      if (!topic.isBlank()) {
        topics.add(topic.strip());
      }
    }
    return topics;
  }
}
