// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.client.MilvusAdmin;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What only an operator can decide is a failure that says what happened and what to do; done so,
 * the connector goes on.
 */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class NamedFailuresIT {
  private static final String DROP_MODE = "collection.drop.mode";

  @Test
  void aCollectionThatIsDroppedIsAFailureUntilThatIsIgnored(Cluster cluster) throws Exception {
    try (ForwardPair pair = started(cluster, "dropped")) {
      pair.milvus().drop("rows");

      assertThat(failure(cluster, pair))
          .contains("Collection dropped.rows (id ")
          .contains(") was dropped: its rows stay in the target")
          .contains("collection.drop.mode=ignore");

      stop(cluster, pair);
      cluster.connect().resume(pair.sourceName());
      assertThat(failure(cluster, pair))
          .contains(") no longer exists, it was dropped or renamed:" + " its rows stay");

      goesOn(cluster, pair, Map.of(DROP_MODE, "ignore"));
      assertThat(pair.oceanBase().count("rows")).isEqualTo(1);
    }
  }

  @Test
  void aCollectionThatIsDroppedWhileNoTaskRunsIsAFailureUntilThatIsIgnored(Cluster cluster)
      throws Exception {
    try (ForwardPair pair = started(cluster, "dropped_down")) {
      stop(cluster, pair);
      pair.milvus().drop("rows");
      cluster.connect().resume(pair.sourceName());

      assertThat(failure(cluster, pair))
          .contains("Collection dropped_down.rows (id ")
          .contains(") no longer exists, it was dropped or renamed: its rows stay in the target")
          .contains("collection.drop.mode=ignore or remove the collection's offset");

      goesOn(cluster, pair, Map.of(DROP_MODE, "ignore"));
      stop(cluster, pair);
      // Said once and passed over, it isn't said again.
      goesOn(cluster, pair, Map.of(DROP_MODE, "fail"));
    }
  }

  @Test
  void aCollectionThatIsRenamedWhileNoTaskRunsIsAFailure(Cluster cluster) throws Exception {
    try (ForwardPair pair = started(cluster, "renamed")) {
      stop(cluster, pair);
      new MilvusAdmin(pair.milvus(), "renamed").rename("rows", "lines");
      cluster.connect().resume(pair.sourceName());

      assertThat(failure(cluster, pair))
          .contains("Collection renamed.rows (id ")
          .contains(") no longer exists, it was dropped or renamed");
    }
  }

  @Test
  void aCollectionThatIsCreatedAgainIsAFailureUntilItsOldRowsAreRemoved(Cluster cluster)
      throws Exception {
    try (ForwardPair pair = started(cluster, "created_again")) {
      stop(cluster, pair);
      pair.milvus().drop("rows");
      create(pair, "rows");
      pair.milvus().insert("rows", row(7));
      cluster.connect().resume(pair.sourceName());

      assertThat(failure(cluster, pair))
          .contains("Collection created_again.rows was dropped and created again (id ")
          .contains("Remove them there, then set collection.drop.mode=ignore");

      pair.oceanBase().execute("TRUNCATE TABLE `rows`");
      goesOn(cluster, pair, Map.of(DROP_MODE, "ignore"));
      assertThat(pair.awaitSame("rows").rows()).isEqualTo(1);
    }
  }

  @Test
  void aPartitionThatIsDroppedIsAFailureUntilThatIsIgnored(Cluster cluster) throws Exception {
    try (ForwardPair pair = started(cluster, "partition_dropped")) {
      pair.milvus().createPartition("rows", "p");
      pair.milvus().insert("rows", "p", row(5));
      Await.until(
          "the partition's row arrives",
          ForwardPair.SOON,
          () -> pair.oceanBase().count("rows") == 2);
      // A partition is dropped only while it isn't loaded.
      pair.milvus().release("rows");
      new MilvusAdmin(pair.milvus(), "partition_dropped").dropPartition("rows", "p");

      assertThat(failure(cluster, pair))
          .contains("Partition p of collection partition_dropped.rows was dropped")
          .contains("Delete them there, then set partition.drop.mode=ignore and restart the task");

      pair.oceanBase().execute("DELETE FROM `rows` WHERE id = 5");
      pair.milvus().load("rows");
      goesOn(cluster, pair, Map.of("partition.drop.mode", "ignore"));
      pair.milvus().insert("rows", row(6));
      assertThat(pair.awaitSame("rows").rows()).isEqualTo(2);
    }
  }

  @Test
  void aPositionThatRetentionTookIsAFailureOrANewSnapshot(Cluster cluster) throws Exception {
    try (ForwardPair pair = started(cluster, "retention")) {
      stop(cluster, pair);
      pair.milvus().insert("rows", row(2));
      deleteLog(cluster, pair);
      pair.configureSource(Map.of("object.failure.mode", "fail"));
      cluster.connect().resume(pair.sourceName());

      assertThat(failure(cluster, pair))
          .contains("retention")
          .contains("snapshot.mode=when_needed");

      goesOn(cluster, pair, Map.of("snapshot.mode", "when_needed"));
      assertThat(pair.awaitSame("rows").rows()).isEqualTo(2);
    }
  }

  /** A pair that has brought one row over, and has stored that. */
  private static ForwardPair started(Cluster cluster, String name) throws Exception {
    ForwardPair pair = new ForwardPair(cluster, name);
    create(pair, "rows");
    pair.milvus().insert("rows", row(1));
    pair.start();
    pair.awaitSame("rows");
    ConnectRest connect = cluster.connect();
    Await.until(
        "the end of the snapshot and the list of collections are stored",
        ForwardPair.SOON,
        () -> {
          String offsets = connect.offsets(pair.sourceName()).toString();
          return offsets.contains("\"collections\"") && !offsets.contains("\"snapshot\"");
        });
    return pair;
  }

  private static void create(ForwardPair pair, String collection) {
    pair.milvus()
        .create(
            new CollectionBuilder(collection).int64Key("id").vector("v", DataType.FloatVector, 2));
  }

  private static Columns row(long id) {
    return new Columns(1).int64("id", id).floatVector("v", 2, id, 1f);
  }

  private static void stop(Cluster cluster, ForwardPair pair) {
    cluster.connect().stop(pair.sourceName(), ForwardPair.SOON);
  }

  private static String failure(Cluster cluster, ForwardPair pair) {
    return cluster.connect().awaitFailed(pair.sourceName(), ForwardPair.SOON);
  }

  /** Configured so, the source runs and brings over the rows of another collection. */
  private static void goesOn(Cluster cluster, ForwardPair pair, Map<String, String> options)
      throws Exception {
    stop(cluster, pair);
    pair.configureSource(options);
    cluster.connect().resume(pair.sourceName());
    cluster.connect().awaitRunning(pair.sourceName(), ForwardPair.SOON);
    String other = "other" + System.nanoTime();
    create(pair, other);
    pair.milvus().insert(other, row(3));
    assertThat(pair.awaitSame(other).rows()).isEqualTo(1);
  }

  /** Deletes all that stands in the channels of the collection now. */
  private static void deleteLog(Cluster cluster, ForwardPair pair) throws Exception {
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    try (KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers())) {
      for (String channel : pair.milvus().describe("rows").getPhysicalChannelNamesList()) {
        long end = kafka.end(channel, IsolationLevel.READ_UNCOMMITTED);
        all.put(new TopicPartition(channel, 0), RecordsToDelete.beforeOffset(end));
      }
      kafka.admin().deleteRecords(all).all().get();
    }
  }
}
