// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

import io.vecbridge.milvus.source.log.LogPosition;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import io.vecbridge.tool.kafka.KafkaCluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long Milvus keeps its log: a topic for each physical channel if it is in Kafka, otherwise
 * what {@code change.log.retention.ms} says, which the source goes by too.
 */
final class LogRetention {
  private static final String KAFKA = "change.log.kafka.";

  private final Map<String, String> source;
  private final Duration assumed;

  /**
   * By a source's options.
   *
   * @param source the options
   * @param assumed how long the source takes the log to be kept, if it is not in Kafka
   */
  LogRetention(Map<String, String> source, Duration assumed) {
    this.source = source;
    this.assumed = assumed;
  }

  /**
   * The shortest time of some channels.
   *
   * @param positions by virtual channel
   */
  Optional<Duration> of(Map<String, ChannelPosition> positions) throws InterruptedException {
    Map<String, String> settings = new HashMap<>();
    source.forEach(
        (option, value) -> {
          if (option.startsWith(KAFKA)) {
            settings.put(option.substring(KAFKA.length()), value);
          }
        });
    boolean inKafka =
        !settings.isEmpty()
            && positions.values().stream()
                .allMatch(channel -> channel.position() instanceof LogPosition.Offset);
    if (!inKafka) {
      return positions.isEmpty() ? Optional.empty() : Optional.of(assumed);
    }
    Optional<Duration> shortest = Optional.empty();
    try (KafkaCluster log = new KafkaCluster(settings)) {
      for (String channel : positions.keySet()) {
        Optional<Duration> kept = log.retention(topic(channel));
        if (kept.isPresent() && (shortest.isEmpty() || kept.get().compareTo(shortest.get()) < 0)) {
          shortest = kept;
        }
      }
    }
    return shortest;
  }

  /** A virtual channel is named {@code <physical channel>_<collection>v<shard>}. */
  static String topic(String virtualChannel) {
    return virtualChannel.substring(0, virtualChannel.lastIndexOf('_'));
  }
}
