// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.kafka;

import io.vecbridge.tool.config.Connector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** What a sink has not written yet, by topic. */
public final class SinkLag {
  /** Up to so many offsets it is looked whether they are more than markers of transactions. */
  private static final int MARKERS = 3;

  private final KafkaCluster kafka;
  private final Map<TopicPartition, Long> committed;
  private final Set<String> topics;

  private SinkLag(KafkaCluster kafka, Map<TopicPartition, Long> committed, Set<String> topics) {
    this.kafka = kafka;
    this.committed = committed;
    this.topics = topics;
  }

  /** Of what a sink has committed until now. */
  public static SinkLag of(KafkaCluster kafka, Connector sink) throws InterruptedException {
    return new SinkLag(kafka, kafka.committed(group(sink)), kafka.topics());
  }

  /** The consumer group of a sink. */
  public static String group(Connector sink) {
    return sink.options().getOrDefault("consumer.override.group.id", "connect-" + sink.name());
  }

  /** The records of a topic that are not written yet; an upper bound, and exact if it is 0. */
  public long records(String topic) throws InterruptedException {
    long records = 0;
    if (topics.contains(topic)) {
      for (Map.Entry<TopicPartition, KafkaCluster.Extent> part :
          kafka.extents(List.of(topic)).entrySet()) {
        long end = part.getValue().end();
        long position = committed.getOrDefault(part.getKey(), part.getValue().beginning());
        long left = Math.max(0, end - position);
        boolean few = left > 0 && left <= MARKERS && part.getValue().stable() == end;
        records += few && !kafka.hasRecords(part.getKey(), position, end) ? 0 : left;
      }
    }
    return records;
  }
}
