// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.comparison.Comparison;
import io.vecbridge.harness.process.Await;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Collections that appear, are empty, or can't be read yet. */
@ExtendWith(ClusterExtension.class)
class CollectionsIT {
  @Test
  void aCollectionThatAppearsWhileOthersStreamEndsEqual(Cluster cluster) throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "appearing")) {
      create(pair.milvus(), "old", 2);
      try (RowWriter oldWriter = new RowWriter(pair.milvus(), "old", 1)) {
        pair.start();
        create(pair.milvus(), "late", 1);
        insert(pair.milvus(), "late", 1_000_000, 500);
        try (RowWriter lateWriter = new RowWriter(pair.milvus(), "late", 2)) {
          Await.until(
              "rows of the new collection arrive",
              ForwardPair.SOON,
              () -> pair.oceanBase().count("late") > 600);
          lateWriter.stop();
        }
        oldWriter.stop();
      }

      assertThat(pair.awaitSame("late").rows()).isGreaterThan(500);
      pair.awaitSame("old");
    }
  }

  @Test
  void anEmptyCollectionBecomesAnEmptyTable(Cluster cluster) throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "empty_one")) {
      create(pair.milvus(), "nothing", 1);
      pair.start();

      Await.until("the table is there", ForwardPair.SOON, () -> pair.oceanBase().exists("nothing"));
      assertThat(pair.oceanBase().count("nothing")).isZero();
    }
  }

  @Test
  @Tag("slow")
  void aCollectionThatIsNotLoadedWaitsAndArrivesAfterItsLoad(Cluster cluster) throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "unloaded")) {
      create(pair.milvus(), "sleeper", 1);
      insert(pair.milvus(), "sleeper", 0, 100);
      pair.milvus().release("sleeper");
      pair.startSource(Map.of("precheck.skip", "collections.loaded"));
      pair.startSink(Map.of());
      // Changes flow while the snapshot waits: those after the moment at which the task begins.
      int[] next = {100};
      Await.until(
          "changes arrive",
          ForwardPair.SOON,
          () -> {
            insert(pair.milvus(), "sleeper", next[0]++, 1);
            return pair.oceanBase().exists("sleeper") && pair.oceanBase().count("sleeper") > 0;
          });
      assertThat(pair.oceanBase().query("SELECT id FROM sleeper WHERE id < 100")).isEmpty();

      pair.milvus().load("sleeper");

      assertThat(pair.awaitSame("sleeper").rows()).isEqualTo(next[0]);
    }
  }

  @Test
  @Tag("slow")
  void collectionsOfOneNameInTwoDatabasesStayApart(Cluster cluster) throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "databases_one");
        MilvusClient admin = new MilvusClient(cluster.milvus().uri());
        MilvusClient other = new MilvusClient(cluster.milvus().uri(), "databases_two");
        OceanBaseClient otherTables = new OceanBaseClient(cluster.oceanBase(), "databases_two")) {
      admin.createDatabase("databases_two");
      create(pair.milvus(), "same", 1);
      create(other, "same", 1);
      insert(pair.milvus(), "same", 0, 10);
      insert(other, "same", 5, 20);
      pair.startSource(Map.of("database.include.list", "databases_one,databases_two"));
      pair.startSink(Map.of());

      assertThat(pair.awaitSame("same").rows()).isEqualTo(10);
      assertThat(
              new Comparison(other, "same", otherTables, "same").awaitSame(ForwardPair.SOON).rows())
          .isEqualTo(20);
    }
  }

  private static void create(MilvusClient milvus, String collection, int shards) {
    milvus.create(
        new CollectionBuilder(collection)
            .int64Key("id")
            .vector("v", DataType.FloatVector, RowWriter.DIMENSION),
        shards,
        0);
  }

  private static void insert(MilvusClient milvus, String collection, long firstId, int count) {
    long[] ids = new long[count];
    float[] vectors = new float[count * RowWriter.DIMENSION];
    for (int i = 0; i < count; i++) {
      ids[i] = firstId + i;
      vectors[i * RowWriter.DIMENSION] = i / 3f;
    }
    milvus.insert(
        collection,
        new Columns(count).int64("id", ids).floatVector("v", RowWriter.DIMENSION, vectors));
  }
}
