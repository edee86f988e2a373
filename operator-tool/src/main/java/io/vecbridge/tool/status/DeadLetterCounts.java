// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.status;

import io.vecbridge.tool.deadletter.DeadLetterTopic;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** How many dead letters each topic has; each is read once, however often they are counted. */
final class DeadLetterCounts {
  private final DeadLetterTopic topic;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Map<String, Long> counts = new HashMap<>();

  DeadLetterCounts(DeadLetterTopic topic) {
    this.topic = topic;
  }

  /** The numbers now, by the topic that the sink read; empty for those that don't say. */
  Map<String, Long> now() throws InterruptedException {
    topic.read(
        positions,
        (letter, record) ->
            counts.merge(
                letter.origin() == null ? "" : letter.origin().partition().topic(), 1L, Long::sum));
    return Map.copyOf(counts);
  }
}
