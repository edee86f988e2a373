// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.milvus.grpc.GetLoadStateRequest;
import io.milvus.grpc.LoadState;
import io.vecbridge.common.testing.SchemaChange;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.process.Await;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections get the indexes of the tables that they are created for. */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class CollectionIndexesIT {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hnsw | HNSW,COSINE,M=9,efConstruction=120 | HNSW, COSINE, M=9, efConstruction=120",
        "ivf_pq | IVF_PQ,IP,m=2,nbits=8,nlist=32 | IVF_PQ, IP, m=2, nbits=8, nlist=32",
        "hnsw_bq | HNSW_BQ,L2 | HNSW, L2, M=16, efConstruction=200"
      })
  void aCollectionGetsTheIndexOfItsTableAndIsLoaded(
      String type, String declared, String expected, Cluster cluster) {
    String uri = cluster.milvus().uri();
    String collection = "index_of_" + type;
    try (MilvusClient milvus = new MilvusClient(uri);
        DirectSink sink =
            new DirectSink(uri, "vector.index.type", "source", "vector.index.distance", "source")) {
      sink.put(event(collection, declared));

      assertThat(index(milvus, collection)).contains(expected.split(", "));
      assertThat(state(milvus, collection))
          .isIn(LoadState.LoadStateLoading, LoadState.LoadStateLoaded);
    }
  }

  @Test
  void anOverrideChoosesTheIndexOfAField(Cluster cluster) {
    String uri = cluster.milvus().uri();
    try (MilvusClient milvus = new MilvusClient(uri);
        DirectSink sink =
            new DirectSink(
                uri,
                "vector.index.type",
                "source",
                "vector.index.overrides",
                "default.index_override:distance=cosine,"
                    + "default.index_override.v:type=ivf_flat;nlist=32")) {
      sink.put(event("index_override", "HNSW,L2"));

      assertThat(index(milvus, "index_override")).contains("IVF_FLAT", "COSINE", "nlist=32");
      awaitLoaded(milvus, "index_override");
    }
  }

  /** A task that ends after the last index and before the load leaves the collection like this. */
  @ParameterizedTest
  @ValueSource(strings = {"source", "autoindex"})
  void anIndexedCollectionWithoutRowsThatIsNotLoadedIsLoadedAndQueryableAfterAStart(
      String type, Cluster cluster) {
    String uri = cluster.milvus().uri();
    String collection = "index_unloaded_" + type;
    try (MilvusClient milvus = new MilvusClient(uri)) {
      milvus.create(
          new CollectionBuilder(collection)
              .int64Key("id")
              .vector("v", DataType.FloatVector, 2)
              .index("v", "HNSW", "COSINE", "{\"M\": 9, \"efConstruction\": 120}"));
      milvus.release(collection);
      assertThat(state(milvus, collection)).isEqualTo(LoadState.LoadStateNotLoad);

      try (DirectSink sink = new DirectSink(uri, "vector.index.type", type)) {
        if (type.equals("source")) {
          sink.put(event(collection, "IVF_FLAT,L2"));
        }
        sink.put(
            new TableRecords(
                    collection,
                    TableRecords.column("id", SchemaBuilder.int64()),
                    TableRecords.vector())
                .change("c", 1L, List.of(1f, 2f)));
      }

      awaitLoaded(milvus, collection);
      assertThat(Rows.column(milvus, collection, "id")).containsExactly(1L);
      assertThat(index(milvus, collection)).as("the index stays").contains("HNSW", "M=9");
    }
  }

  @Test
  void aCollectionThatTheOptionsExceptStaysReleased(Cluster cluster) {
    String uri = cluster.milvus().uri();
    try (MilvusClient milvus = new MilvusClient(uri);
        DirectSink sink =
            new DirectSink(
                uri,
                "vector.index.type",
                "source",
                "vector.index.overrides",
                "default.index_released:type=none")) {
      milvus.create(
          new CollectionBuilder("index_released")
              .int64Key("id")
              .vector("v", DataType.FloatVector, 4));
      milvus.release("index_released");

      sink.put(event("index_released", "HNSW,L2"));

      assertThat(state(milvus, "index_released")).isEqualTo(LoadState.LoadStateNotLoad);
    }
  }

  private static void awaitLoaded(MilvusClient milvus, String collection) {
    Await.until(
        collection + " is loaded",
        Duration.ofSeconds(60),
        () -> state(milvus, collection) == LoadState.LoadStateLoaded);
  }

  private static LoadState state(MilvusClient milvus, String collection) {
    return milvus
        .stub()
        .getLoadState(
            GetLoadStateRequest.newBuilder()
                .setDbName("default")
                .setCollectionName(collection)
                .build())
        .getState();
  }

  private static List<String> index(MilvusClient milvus, String collection) {
    return CollectionIndex.of(milvus, "default", collection);
  }

  private static SinkRecord event(String name, String index) {
    return new SchemaChange("ob", "shop", name)
        .column("id", "BIGINT")
        .column("v", "VECTOR", 4)
        .index("v", index)
        .record();
  }
}
