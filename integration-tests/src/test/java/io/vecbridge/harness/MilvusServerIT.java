// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.MilvusRefusal;
import io.vecbridge.harness.process.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("slow")
@ExtendWith(ClusterExtension.class)
class MilvusServerIT {
  private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(60);

  @Test
  void whatIsInsertedIsInTheLogInKafkaAndSurvivesAKill(Cluster cluster) {
    String address = cluster.milvus().uri();
    try (MilvusClient milvus = new MilvusClient(address);
        KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers())) {
      milvus.create(
          new CollectionBuilder("survives").int64Key("id").vector("v", DataType.FloatVector, 2));
      milvus.insert(
          "survives", new Columns(2).int64("id", 1, 2).floatVector("v", 2, 0.1f, 0.2f, -0f, 4f));
      milvus.flush("survives");
      String channel = milvus.describe("survives").getPhysicalChannelNames(0);
      assertThat(channel).startsWith("by-dev-rootcoord-dml_");
      assertThat(kafka.read(channel, IsolationLevel.READ_UNCOMMITTED)).isNotEmpty();

      cluster.milvus().kill();
      cluster.milvus().start();

      assertThat(cluster.milvus().uri()).isEqualTo(address);
      Await.until("both rows are there", RECOVERED_WITHIN, () -> milvus.count("survives") == 2);
      List<Map<String, Object>> rows = rows(milvus, "survives");
      assertThat(rows).extracting(row -> row.get("id")).containsExactly(1L, 2L);
      assertThat(rows.get(1).get("v")).isEqualTo(new float[] {-0f, 4f});
    }
  }

  @Test
  void rowsAreReadToTheEndPageByPageWhateverTheKeysHold(Cluster cluster) {
    List<String> keys =
        new ArrayList<>(
            List.of(
                "",
                " ",
                "a",
                "a ",
                "A",
                "\"q\"",
                "back\\slash",
                "tab\t",
                "nul\u0001",
                "\u007f",
                "é",
                "漢",
                "😀"));
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri())) {
      int dimension = 4096;
      int rows = 700;
      for (int i = keys.size(); i < rows; i++) {
        keys.add("key " + i);
      }
      milvus.create(
          new CollectionBuilder("paged")
              .varcharKey("k", 50)
              .vector("v", DataType.FloatVector, dimension));
      milvus.upsert(
          "paged",
          new Columns(rows)
              .varchar("k", keys)
              .floatVector("v", dimension, new float[rows * dimension]));

      assertThat(rows(milvus, "paged"))
          .extracting(row -> row.get("k"))
          .containsExactlyInAnyOrderElementsOf(keys);

      milvus.delete("paged", "k", keys.subList(0, 13));
      assertThat(milvus.count("paged")).isEqualTo(rows - 13);
    }
  }

  @Test
  void aRefusalHasItsCode(Cluster cluster) {
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri())) {
      assertThatThrownBy(() -> milvus.describe("no_such_collection"))
          .isInstanceOfSatisfying(
              MilvusRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo(100))
          .hasMessageContaining("describe no_such_collection refused with 100");
    }
  }

  private static List<Map<String, Object>> rows(MilvusClient milvus, String collection) {
    List<Map<String, Object>> rows = new ArrayList<>();
    milvus.rows(collection).forEachRemaining(rows::add);
    return rows;
  }
}
