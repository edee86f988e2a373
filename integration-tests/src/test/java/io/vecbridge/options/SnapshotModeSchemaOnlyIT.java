// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.vecbridge.endtoend.ConnectorPair;
import io.vecbridge.endtoend.ForwardPair;
import io.vecbridge.endtoend.ReversePair;
import io.vecbridge.endtoend.RowWriter;
import io.vecbridge.endtoend.TableWriter;
import io.vecbridge.endtoend.Topics;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.MilvusRefusal;
import io.vecbridge.harness.connect.ConnectRefusal;
import io.vecbridge.harness.process.Await;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code snapshot.mode=schema_only} of both sources. */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class SnapshotModeSchemaOnlyIT {
  private static final String OPTION = "snapshot.mode";
  private static final Map<String, String> SCHEMA_ONLY = Map.of(OPTION, "schema_only");
  private static final Map<String, String> INITIAL = Map.of(OPTION, "initial");

  @Test
  void tablesAreCreatedWithoutRowsUntilAnotherModeFillsThem(Cluster cluster) throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "schema_only")) {
      pair.milvus()
          .create(
              new CollectionBuilder("c")
                  .int64Key("id")
                  .vector("v", DataType.FloatVector, RowWriter.DIMENSION));
      try (RowWriter writer = new RowWriter(pair.milvus(), "c", 5)) {
        pair.startSource(SCHEMA_ONLY);
        pair.startSink(Map.of());
        Await.until("the table", ForwardPair.SOON, () -> pair.oceanBase().exists("c"));
        assertThat(pair.oceanBase().count("c")).isZero();
        assertThat(cluster.connect().offsets(pair.sourceName()).path("offsets")).isEmpty();
        pair.startSource(INITIAL);
        await(() -> writer.written(), 100);
        Await.until("rows", ForwardPair.SOON, () -> pair.oceanBase().count("c") > 0);
        Await.until("the offset", ForwardPair.SOON, () -> hasOffset(cluster, pair));
        pair.startSource(SCHEMA_ONLY);
        await(() -> writer.written(), 100);
        pair.startSource(INITIAL);
        writer.stop();
      }

      pair.awaitSame("c");
      assertThat(Topics.mostReads(cluster, pair.topic("c")))
          .as("no row is snapshotted again")
          .isEqualTo(1);
    }
  }

  @Test
  void collectionsAreCreatedWithoutRowsUntilAnotherModeFillsThem(Cluster cluster) throws Exception {
    try (ReversePair pair = new ReversePair(cluster, "schema_only_back").withDatabase()) {
      pair.oceanBase().execute(TableWriter.table("t"));
      List<String> tables = List.of("t");
      try (TableWriter writer = new TableWriter(cluster.oceanBase(), pair.database(), tables, 6)) {
        await(writer::committed, 20);
        pair.startSource(SCHEMA_ONLY);
        pair.startSink(Map.of("schema.evolution", "basic", "vector.index.type", "autoindex"));
        Await.until(
            "the collection is loaded", ReversePair.SOON, () -> isLoaded(pair.milvus(), "t"));
        assertThat(pair.milvus().count("t")).isZero();
        assertThat(cluster.connect().offsets(pair.sourceName()).path("offsets")).isEmpty();
        pair.startSource(INITIAL);
        Await.until("rows", ReversePair.SOON, () -> pair.milvus().count("t") > 0);
        Await.until("the offset", ReversePair.SOON, () -> hasOffset(cluster, pair));
        pair.startSource(SCHEMA_ONLY);
        await(writer::committed, 20);
        pair.startSource(INITIAL);
        writer.stop();
      }

      assertThat(pair.awaitSame("t").rows()).isGreaterThan(10);
      assertThat(Topics.mostReads(cluster, pair.topic("t")))
          .as("no row is snapshotted again")
          .isEqualTo(1);
      assertThatThrownBy(
              () ->
                  pair.configureSource(
                      Map.of(OPTION, "schema_only", "include.schema.changes", "false")))
          .isInstanceOf(ConnectRefusal.class)
          .hasMessageContaining("schema_only needs include.schema.changes=true");
    }
  }

  /** The sink creates, indexes and loads a collection in turn. */
  private static boolean isLoaded(MilvusClient milvus, String collection) {
    try {
      return milvus.count(collection) >= 0;
    } catch (MilvusRefusal notYet) {
      return false;
    }
  }

  private static boolean hasOffset(Cluster cluster, ConnectorPair pair) {
    return !cluster.connect().offsets(pair.sourceName()).path("offsets").isEmpty();
  }

  private static void await(LongSupplier count, long more) {
    long before = count.getAsLong();
    Await.until("rows flow", ConnectorPair.SOON, () -> count.getAsLong() > before + more);
  }
}
