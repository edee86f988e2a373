// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DescribeIndexRequest;
import io.milvus.grpc.GetLoadStateRequest;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LoadState;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.MilvusClient;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Collections get the indexes of the tables that they are created for. */
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
      assertThat(
              milvus
                  .stub()
                  .getLoadState(
                      GetLoadStateRequest.newBuilder()
                          .setDbName("default")
                          .setCollectionName(collection)
                          .build())
                  .getState())
          .isIn(LoadState.LoadStateLoading, LoadState.LoadStateLoaded);
    }
  }

  /** Type, metric and parameters of the only index. */
  private static List<String> index(MilvusClient milvus, String collection) {
    return milvus
        .stub()
        .describeIndex(
            DescribeIndexRequest.newBuilder()
                .setDbName("default")
                .setCollectionName(collection)
                .build())
        .getIndexDescriptions(0)
        .getParamsList()
        .stream()
        .map(KeyValuePair::getValue)
        .flatMap(value -> List.of(value.replaceAll("[{} \"]", "").split(",")).stream())
        .map(value -> value.replace(':', '='))
        .toList();
  }

  private static SinkRecord event(String name, String index) {
    Map<String, Object> table =
        Map.of(
            "primaryKeyColumnNames",
            List.of("id"),
            "columns",
            List.of(
                Map.of("name", "id", "typeName", "BIGINT"),
                Map.of("name", "v", "typeName", "VECTOR", "length", 4)),
            "attributes",
            List.of(Map.of("name", "vecbridge.index.v", "value", index)));
    Map<String, Object> change =
        Map.of("type", "CREATE", "id", "\"shop\".\"" + name + "\"", "table", table);
    Map<String, Object> event = Map.of("databaseName", "shop", "tableChanges", List.of(change));
    return new SinkRecord("ob", 0, null, null, null, event, 0);
  }
}
