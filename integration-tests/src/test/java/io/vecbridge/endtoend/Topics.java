// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.KafkaClient;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** What stands in a topic, as consumers at read_committed see it. */
public final class Topics {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Topics() {}

  /**
   * Hands over the values of all records but tombstones, one by one, without their schemas, each
   * with its key's payload as {@code key}.
   */
  public static void forEachValue(Cluster cluster, String topic, Consumer<JsonNode> each)
      throws IOException {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers());
        org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer =
            kafka.consumer(IsolationLevel.READ_COMMITTED)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          if (record.value() != null) {
            each.accept(value(record));
          }
        }
      }
    }
  }

  /** How often the row was read that snapshots have read most often. */
  public static int mostReads(Cluster cluster, String topic) throws IOException {
    Map<String, Integer> reads = new HashMap<>();
    forEachValue(
        cluster,
        topic,
        value -> {
          if (value.at("/payload/op").asText().equals("r")) {
            reads.merge(value.path("key").toString(), 1, Integer::sum);
          }
        });
    return reads.values().stream().max(Integer::compare).orElse(0);
  }

  private static JsonNode value(ConsumerRecord<byte[], byte[]> record) throws IOException {
    ObjectNode value = (ObjectNode) JSON.readTree(record.value());
    value.remove("schema");
    value.set("key", JSON.readTree(record.key()).path("payload"));
    return value;
  }

  /** About how many records there are; markers of transactions count too. */
  public static long count(Cluster cluster, String topic) {
    try (KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers())) {
      return kafka.topics().contains(topic) ? kafka.end(topic, IsolationLevel.READ_COMMITTED) : 0;
    }
  }
}
