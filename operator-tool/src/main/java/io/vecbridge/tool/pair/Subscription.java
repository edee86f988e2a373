// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

/** The topics that a sink reads. */
final class Subscription {
  private final String topics;
  private final String regex;

  Subscription(Map<String, String> sink) {
    this.topics = sink.getOrDefault("topics", "");
    this.regex = sink.getOrDefault("topics.regex", "");
  }

  /** Why a topic's records don't reach the sink; null if they do. */
  String problem(String topic) {
    boolean named = Arrays.stream(topics.split(",")).map(String::strip).anyMatch(topic::equals);
    return named || (!regex.isBlank() && Pattern.matches(regex, topic))
        ? null
        : "The sink doesn't read the topic " + topic + ", according to its topics or topics.regex.";
  }
}
