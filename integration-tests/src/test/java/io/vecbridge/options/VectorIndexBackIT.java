// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.endtoend.ReversePair;
import io.vecbridge.endtoend.TableWriter;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.connect.ConnectRefusal;
import io.vecbridge.harness.process.Await;
import io.vecbridge.milvus.sink.CollectionIndex;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The Milvus sink's options of vector indexes: {@code vector.index.type}, {@code .distance}, {@code
 * .parameters} and {@code .overrides}.
 */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class VectorIndexBackIT {
  @Test
  void vectorIndexType(Cluster cluster) throws Exception {
    changedWhileRowsFlow(
        cluster,
        "back_index_type",
        new Choice(
            Map.of("vector.index.type", "source", "vector.index.distance", "source"),
            "HNSW",
            "COSINE",
            "M=9",
            "efConstruction=120"),
        new Choice(Map.of("vector.index.type", "flat"), "FLAT", "L2"),
        Map.of("vector.index.type", "btree"),
        "It must be one of");
  }

  @Test
  void vectorIndexDistance(Cluster cluster) throws Exception {
    changedWhileRowsFlow(
        cluster,
        "back_index_distance",
        new Choice(
            Map.of("vector.index.type", "hnsw", "vector.index.distance", "inner_product"),
            "HNSW",
            "IP"),
        new Choice(
            Map.of("vector.index.type", "hnsw", "vector.index.distance", "source"),
            "HNSW",
            "COSINE"),
        Map.of("vector.index.distance", "hamming"),
        "It must be one of");
  }

  @Test
  void vectorIndexParameters(Cluster cluster) throws Exception {
    changedWhileRowsFlow(
        cluster,
        "back_index_parameters",
        new Choice(
            Map.of(
                "vector.index.type", "hnsw", "vector.index.parameters", "m=24,ef_construction=300"),
            "HNSW",
            "M=24",
            "efConstruction=300"),
        new Choice(
            Map.of("vector.index.type", "ivf_flat", "vector.index.parameters", "nlist=32"),
            "IVF_FLAT",
            "nlist=32"),
        Map.of("vector.index.type", "hnsw", "vector.index.parameters", "m=1"),
        "m must be from 2 to");
  }

  @Test
  void vectorIndexOverrides(Cluster cluster) throws Exception {
    changedWhileRowsFlow(
        cluster,
        "back_index_overrides",
        new Choice(
            Map.of(
                "vector.index.overrides",
                "back_index_overrides.first.v:type=hnsw;distance=cosine;m=9"),
            "HNSW",
            "COSINE",
            "M=9"),
        new Choice(
            Map.of(
                "vector.index.type",
                "hnsw",
                "vector.index.overrides",
                "back_index_overrides.second:type=ivf_sq8"),
            "IVF_SQ8"),
        Map.of("vector.index.overrides", "back_index_overrides.second.v:kind=ivf_sq8"),
        "is no parameter of a vector index");
  }

  /** What the sink is told, and what Milvus then shows of an index. */
  private record Choice(Map<String, String> options, List<String> index) {
    Choice(Map<String, String> options, String... index) {
      this(options, List.of(index));
    }
  }

  /** A collection is created with the first options, and another one with the second. */
  private static void changedWhileRowsFlow(
      Cluster cluster,
      String name,
      Choice first,
      Choice second,
      Map<String, String> refused,
      String refusal)
      throws Exception {
    try (ReversePair pair = new ReversePair(cluster, name).withDatabase()) {
      create(pair, "first");
      try (TableWriter writer =
          new TableWriter(cluster.oceanBase(), name, List.of("first"), name.hashCode())) {
        pair.startSource(Map.of("table.discovery.interval.ms", "500"));
        pair.startSink(first.options());
        assertThat(awaitIndex(pair, "first")).containsAll(first.index());
        pair.startSink(second.options());
        create(pair, "second");
        assertThat(awaitIndex(pair, "second")).containsAll(second.index());
        long before = writer.committed();
        Await.until("rows flow", ReversePair.SOON, () -> writer.committed() > before + 20);
        writer.stop();
      }

      assertThat(pair.awaitSame("first").rows()).isPositive();
      assertThat(CollectionIndex.of(pair.milvus(), name, "first")).containsAll(first.index());
      assertThatThrownBy(() -> pair.configureSink(refused))
          .isInstanceOf(ConnectRefusal.class)
          .hasMessageContaining(refusal);
    }
  }

  private static void create(ReversePair pair, String table) throws SQLException {
    String plain = TableWriter.table(table);
    pair.oceanBase()
        .execute(
            plain.substring(0, plain.lastIndexOf(')'))
                + ", VECTOR INDEX by_v (v)"
                + " WITH (distance=cosine, type=hnsw, m=9, ef_construction=120))");
  }

  private static List<String> awaitIndex(ReversePair pair, String collection) {
    return Await.value(
        "the index of " + collection,
        ReversePair.SOON,
        () ->
            Optional.of(CollectionIndex.of(pair.milvus(), pair.database(), collection))
                .filter(index -> !index.isEmpty()));
  }
}
