// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.process.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
class MilvusSourceIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Cluster cluster;
  private final MilvusClient milvus;

  MilvusSourceIT(Cluster cluster) {
    this.cluster = cluster;
    this.milvus = new MilvusClient(cluster.milvus().uri());
  }

  @AfterEach
  void end() {
    cluster.connect().deleteAll();
    milvus.close();
  }

  @Test
  void existingRowsComeAsReadsThenChangesAsTheyHappen() throws IOException {
    milvus.create(
        new CollectionBuilder("books").int64Key("id").vector("v", DataType.FloatVector, 2));
    milvus.insert(
        "books", new Columns(2).int64("id", 1, 2).floatVector("v", 2, 0.5f, -0.0f, 1f, 2f));

    cluster.connect().run("source", config("books"), SOON);
    awaitRecords("first.default.books", 2);
    milvus.insert("books", new Columns(1).int64("id", 3).floatVector("v", 2, 3f, 3f));
    milvus.upsert("books", new Columns(1).int64("id", 1).floatVector("v", 2, 9f, 9f));
    milvus.delete("books", "id", 2L);
    awaitRecords("first.default.books", 6);

    List<String> ops = new ArrayList<>();
    for (JsonNode value : values("first.default.books")) {
      ops.add(
          value.isNull()
              ? "tombstone"
              : value.at("/payload/op").asText()
                  + value.at("/payload/after/id").asText()
                  + value.at("/payload/after/v"));
    }
    assertThat(ops)
        .containsExactly(
            "r1[0.5,-0.0]", "r2[1.0,2.0]", "c3[3.0,3.0]", "u1[9.0,9.0]", "d", "tombstone");
  }

  private Map<String, String> config(String collection) {
    return Map.of(
        "connector.class",
        "io.vecbridge.milvus.source.MilvusSourceConnector",
        "topic.prefix",
        "first",
        "milvus.uri",
        cluster.milvus().uri(),
        "change.log.kafka.bootstrap.servers",
        cluster.kafka().bootstrapServers(),
        "collection.include.list",
        "default[.]" + collection);
  }

  private List<JsonNode> values(String topic) throws IOException {
    List<JsonNode> values = new ArrayList<>();
    try (KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers())) {
      for (ConsumerRecord<byte[], byte[]> record :
          kafka.read(topic, IsolationLevel.READ_COMMITTED)) {
        values.add(record.value() == null ? JSON.nullNode() : JSON.readTree(record.value()));
      }
    }
    return values;
  }

  private void awaitRecords(String topic, int count) {
    Await.until(count + " records are in " + topic, SOON, () -> values(topic).size() >= count);
  }
}
