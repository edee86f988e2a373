// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.vecbridge.endtoend.ForwardPair;
import io.vecbridge.endtoend.RowWriter;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.connect.ConnectRefusal;
import io.vecbridge.harness.process.Await;
import io.vecbridge.oceanbase.sink.TableIndexes;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The OceanBase sink's options of vector indexes: {@code vector.index.type}, {@code .distance},
 * {@code .parameters}, {@code .overrides} and {@code .creation}.
 */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class VectorIndexIT {
  @Test
  void vectorIndexType(Cluster cluster) throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "index_type")) {
      create(pair, "first", "HNSW", "COSINE", "{\"M\": 8, \"efConstruction\": 120}");
      try (RowWriter writer = new RowWriter(pair.milvus(), "first", 1)) {
        pair.startSource(Map.of());
        pair.startSink(Map.of());
        Await.until("rows", ForwardPair.SOON, () -> pair.oceanBase().exists("first"));
        assertThat(index(pair, "first")).isEmpty();

        pair.startSink(Map.of("vector.index.type", "source", "vector.index.distance", "source"));
        cluster.connect().restart(pair.sourceName());
        awaitIndex(pair, "first", "DISTANCE=COSINE", "TYPE=HNSW,", "M=8,", "EF_CONSTRUCTION=120");
        create(pair, "second", "FLAT", "IP", "{}");
        create(pair, "third", "IVF_FLAT", "IP", "{\"nlist\": 64}");
        awaitIndex(pair, "third", "DISTANCE=INNER_PRODUCT", "TYPE=IVF_FLAT", "NLIST=64");
        assertThat(index(pair, "second")).isEmpty();
        writer.stop();
      }

      assertThat(pair.awaitSame("first").rows()).isPositive();
      assertRefused(pair, Map.of("vector.index.type", "btree"), "It must be one of");
    }
  }

  @Test
  void vectorIndexDistance(Cluster cluster) throws Exception {
    changedWhileRowsFlow(
        cluster,
        "index_distance",
        Map.of("vector.index.type", "hnsw", "vector.index.distance", "inner_product"),
        "DISTANCE=INNER_PRODUCT",
        Map.of("vector.index.type", "hnsw", "vector.index.distance", "source"),
        "DISTANCE=COSINE",
        Map.of("vector.index.distance", "hamming"),
        "It must be one of");
  }

  @Test
  void vectorIndexParameters(Cluster cluster) throws Exception {
    changedWhileRowsFlow(
        cluster,
        "index_parameters",
        Map.of("vector.index.type", "hnsw", "vector.index.parameters", "m=24,ef_construction=300"),
        "M=24, EF_CONSTRUCTION=300",
        Map.of("vector.index.type", "ivf_flat", "vector.index.parameters", "nlist=32"),
        "NLIST=32",
        Map.of("vector.index.type", "hnsw", "vector.index.parameters", "m=3,nlist=2"),
        "m must be from 5 to 128");
  }

  @Test
  void vectorIndexOverrides(Cluster cluster) throws Exception {
    changedWhileRowsFlow(
        cluster,
        "index_overrides",
        Map.of("vector.index.overrides", "index_overrides.first.v:type=hnsw;distance=cosine;m=9"),
        "DISTANCE=COSINE, TYPE=HNSW, M=9",
        Map.of(
            "vector.index.type",
            "hnsw",
            "vector.index.overrides",
            "index_overrides.second:type=ivf_sq8"),
        "TYPE=IVF_SQ8",
        Map.of("vector.index.overrides", "index_overrides.second.v:kind=ivf_sq8"),
        "is no parameter of a vector index");
  }

  @Test
  void vectorIndexCreation(Cluster cluster) throws Exception {
    int rows = 510;
    Map<String, String> deferred =
        Map.of("vector.index.type", "hnsw", "vector.index.creation", "deferred");
    try (ForwardPair pair = new ForwardPair(cluster, "index_creation")) {
      create(pair, "first", "HNSW", "COSINE", "{\"M\": 8, \"efConstruction\": 120}");
      insert(pair, "first", rows);
      create(pair, "empty", "HNSW", "COSINE", "{\"M\": 8, \"efConstruction\": 120}");
      pair.startSink(deferred);
      pair.startSource(
          Map.of("snapshot.rate.limit.rows.per.second", "60", "snapshot.fetch.size", "50"));
      awaitRows(pair, "first", 1);
      cluster.connect().restart(pair.sinkName());
      awaitRows(pair, "first", rows / 2);
      assertThat(index(pair, "first")).as("an index during the snapshot").isEmpty();
      awaitIndex(pair, "first", "TYPE=HNSW");
      assertThat(pair.oceanBase().count("first")).isEqualTo(rows);
      awaitIndex(pair, "empty", "TYPE=HNSW");

      try (RowWriter writer = new RowWriter(pair.milvus(), "first", RowWriter.DIMENSION, rows, 7)) {
        pair.startSink(Map.of("vector.index.type", "hnsw"));
        create(pair, "second", "HNSW", "COSINE", "{\"M\": 8, \"efConstruction\": 120}");
        awaitIndex(pair, "second", "TYPE=HNSW");
        pair.startSink(deferred);
        create(pair, "third", "HNSW", "COSINE", "{\"M\": 8, \"efConstruction\": 120}");
        awaitIndex(pair, "third", "TYPE=HNSW");
        writer.stop();
      }
      assertThat(pair.awaitSame("first").rows()).isPositive();
      assertRefused(pair, Map.of("vector.index.creation", "never"), "It must be one of");
    }
  }

  private static void insert(ForwardPair pair, String collection, int rows) {
    float[] vectors = new float[rows * RowWriter.DIMENSION];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = i / 7f;
    }
    pair.milvus()
        .insert(
            collection,
            new Columns(rows)
                .int64("id", LongStream.range(0, rows).toArray())
                .floatVector("v", RowWriter.DIMENSION, vectors));
  }

  private static void awaitRows(ForwardPair pair, String table, int rows) {
    Await.until(
        "rows of " + table,
        ForwardPair.SOON,
        () -> pair.oceanBase().exists(table) && pair.oceanBase().count(table) >= rows);
  }

  /** A table is created with the first options, and another one with the second. */
  private static void changedWhileRowsFlow(
      Cluster cluster,
      String name,
      Map<String, String> first,
      String firstIndex,
      Map<String, String> second,
      String secondIndex,
      Map<String, String> refused,
      String refusal)
      throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, name)) {
      create(pair, "first", "HNSW", "COSINE", "{\"M\": 8, \"efConstruction\": 120}");
      try (RowWriter writer = new RowWriter(pair.milvus(), "first", 1)) {
        pair.startSource(Map.of());
        pair.startSink(first);
        awaitIndex(pair, "first", firstIndex.split(", "));
        pair.startSink(second);
        create(pair, "second", "HNSW", "COSINE", "{\"M\": 8, \"efConstruction\": 120}");
        awaitIndex(pair, "second", secondIndex.split(", "));
        writer.stop();
      }

      assertThat(pair.awaitSame("first").rows()).isPositive();
      assertThat(index(pair, "first")).contains(firstIndex.split(", "));
      assertRefused(pair, refused, refusal);
    }
  }

  private static void assertRefused(ForwardPair pair, Map<String, String> options, String message) {
    assertThatThrownBy(() -> pair.configureSink(new HashMap<>(options)))
        .isInstanceOf(ConnectRefusal.class)
        .hasMessageContaining(message);
  }

  private static void create(
      ForwardPair pair, String collection, String type, String metric, String parameters) {
    pair.milvus()
        .create(
            new CollectionBuilder(collection)
                .int64Key("id")
                .vector("v", DataType.FloatVector, RowWriter.DIMENSION)
                .index("v", type, metric, parameters));
  }

  private static void awaitIndex(ForwardPair pair, String table, String... parts)
      throws SQLException {
    Await.until("the index of " + table, ForwardPair.SOON, () -> !index(pair, table).isEmpty());
    assertThat(index(pair, table)).contains(parts);
  }

  /** What the server shows of the index on column v; empty without an index or a table. */
  private static String index(ForwardPair pair, String table) throws SQLException {
    return TableIndexes.of(pair.oceanBase(), table).getOrDefault("v", "");
  }
}
