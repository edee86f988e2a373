// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.connect.ConnectRefusal;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Operators look at offsets, set them, and remove them, over REST. */
@ExtendWith(ClusterExtension.class)
class OffsetsIT {
  @Test
  void offsetsAreShownSetAndRemovedAndNonsenseIsRefused(Cluster cluster) throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "offsets")) {
      ConnectRest connect = cluster.connect();
      pair.milvus()
          .create(
              new CollectionBuilder("rows").int64Key("id").vector("v", DataType.FloatVector, 2));
      pair.milvus().insert("rows", row(1));
      pair.start();
      pair.awaitSame("rows");
      Await.until(
          "the end of the snapshot is stored",
          ForwardPair.SOON,
          () -> {
            JsonNode offsets = connect.offsets(pair.sourceName());
            String text = offsets.toString();
            return text.contains(".position")
                && text.contains("\"collections\"")
                && !text.contains("\"snapshot\"");
          });

      connect.stop(pair.sourceName(), ForwardPair.SOON);
      JsonNode offsets = connect.offsets(pair.sourceName());
      // The collection's own, and the list of collections.
      assertThat(offsets.path("offsets")).hasSize(2);
      connect.setOffsets(pair.sourceName(), offsets);
      assertThat(connect.offsets(pair.sourceName())).isEqualTo(offsets);

      JsonNode nonsense = offsets.deepCopy();
      for (JsonNode each : nonsense.path("offsets")) {
        ((ObjectNode) each.path("offset")).remove("collection_id");
      }
      assertThatThrownBy(() -> connect.setOffsets(pair.sourceName(), nonsense))
          .isInstanceOf(ConnectRefusal.class)
          .hasMessageContaining("collection_id");

      // Without an offset the collection is read again from its first row.
      pair.milvus().insert("rows", row(2));
      long before = Topics.count(cluster, pair.topic("rows"));
      connect.deleteOffsets(pair.sourceName());
      connect.resume(pair.sourceName());
      Await.until(
          "both rows are read again",
          ForwardPair.SOON,
          () -> Topics.count(cluster, pair.topic("rows")) == before + 2);
      assertThat(pair.awaitSame("rows").rows()).isEqualTo(2);
    }
  }

  @Test
  void theSinksOffsetsAreShownSetAndRemovedAndNonsenseIsRefused(Cluster cluster) throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "sink_offsets")) {
      ConnectRest connect = cluster.connect();
      pair.milvus()
          .create(
              new CollectionBuilder("rows").int64Key("id").vector("v", DataType.FloatVector, 2));
      pair.milvus().insert("rows", row(1));
      pair.start();
      pair.awaitSame("rows");
      connect.stop(pair.sinkName(), ForwardPair.SOON);
      JsonNode offsets = connect.offsets(pair.sinkName());
      assertThat(offsets.toString()).contains(pair.topic("rows"));
      connect.setOffsets(pair.sinkName(), offsets);
      assertThat(connect.offsets(pair.sinkName())).isEqualTo(offsets);

      JsonNode nonsense = offsets.deepCopy();
      ((ObjectNode) nonsense.at("/offsets/0/partition")).put("kafka_topic", "elsewhere");
      assertThatThrownBy(() -> connect.setOffsets(pair.sinkName(), nonsense))
          .isInstanceOf(ConnectRefusal.class)
          .hasMessageContaining("The connector doesn't read topic elsewhere");

      // Without offsets the topics are read again from their begin, and leave the same rows.
      pair.oceanBase().execute("TRUNCATE TABLE `rows`");
      connect.deleteOffsets(pair.sinkName());
      connect.resume(pair.sinkName());
      assertThat(pair.awaitSame("rows").rows()).isEqualTo(1);
    }
  }

  private static Columns row(long id) {
    return new Columns(1).int64("id", id).floatVector("v", 2, id, 1f);
  }
}
