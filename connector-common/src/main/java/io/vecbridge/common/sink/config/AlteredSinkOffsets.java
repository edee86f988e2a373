// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Checks offsets that an operator sets over the REST interface: Connect takes them for any topic,
 * and then nothing comes of those that the sink doesn't read. An offset of null forgets what is
 * stored: the partition is read from its begin.
 */
public final class AlteredSinkOffsets {
  private AlteredSinkOffsets() {}

  /**
   * Checks all of them.
   *
   * @param properties the connector's own
   * @throws ConnectException that names the partition and what is wrong with it
   */
  public static void check(Map<String, String> properties, Map<TopicPartition, Long> offsets) {
    offsets.forEach(
        (partition, offset) -> {
          if (!subscribes(properties, partition.topic())) {
            throw new ConnectException(
                "Topic "
                    + partition.topic()
                    + " is none that the connector reads, by its topics or topics.regex.");
          }
          if (partition.partition() < 0 || (offset != null && offset < 0)) {
            throw new ConnectException(
                "Topic "
                    + partition.topic()
                    + ", partition "
                    + partition.partition()
                    + ": no number is negative.");
          }
        });
  }

  private static boolean subscribes(Map<String, String> properties, String topic) {
    String regex = properties.getOrDefault("topics.regex", "");
    try {
      return SubscribedTopics.named(properties).contains(topic)
          || (!regex.isBlank() && Pattern.matches(regex, topic));
    } catch (PatternSyntaxException e) {
      throw new ConnectException("topics.regex is no regular expression.", e);
    }
  }
}
