// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.KafkaClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

/** What stands in a topic, as consumers at read_committed see it. */
final class Topics {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Topics() {}

  /**
   * The values of all records but tombstones, without their schemas, each with its key's payload as
   * {@code key}.
   */
  static List<JsonNode> values(Cluster cluster, String topic) throws IOException {
    List<JsonNode> values = new ArrayList<>();
    try (KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers())) {
      for (ConsumerRecord<byte[], byte[]> record :
          kafka.read(topic, IsolationLevel.READ_COMMITTED)) {
        if (record.value() != null) {
          ObjectNode value = (ObjectNode) JSON.readTree(record.value());
          value.remove("schema");
          value.set("key", JSON.readTree(record.key()).path("payload"));
          values.add(value);
        }
      }
    }
    return values;
  }

  /** About how many records there are; markers of transactions count too. */
  static long count(Cluster cluster, String topic) {
    try (KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers())) {
      return kafka.topics().contains(topic) ? kafka.end(topic, IsolationLevel.READ_COMMITTED) : 0;
    }
  }
}
