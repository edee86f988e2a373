// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.process.Await;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Several collections on shared channels, several tasks, topics of several partitions, under load.
 */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class ManyTasksIT {
  private static final Duration LONG = Duration.ofSeconds(120);
  private static final int COLLECTIONS = 6;
  // Milvus has 16 physical channels here: 4 + 5 * 3 shards can't but share some.
  private static final int PCHANNELS = 16;

  @Test
  void everyTaskMovesRowsAndBothSidesEndEqualWhileTasksComeAndGo(Cluster cluster) throws Exception {
    List<RowWriter> writers = new ArrayList<>();
    try (ForwardPair pair = new ForwardPair(cluster, "many_tasks")) {
      for (int i = 0; i < COLLECTIONS; i++) {
        create(pair, collection(i), i == 0 ? 4 : 3);
      }
      assertThat(pchannels(pair)).hasSizeLessThanOrEqualTo(PCHANNELS);
      for (int i = 0; i < COLLECTIONS; i++) {
        writers.add(new RowWriter(pair.milvus(), collection(i), i));
      }
      pair.startSource(tasks(3));
      pair.startSink(tasks(3));
      awaitMore(pair, writers);
      assertThat(sinkTasksWithWork(cluster, pair)).isEqualTo(3);

      cluster.connect().restart(pair.sourceName());
      awaitMore(pair, writers);
      pair.startSource(tasks(2));
      pair.startSink(tasks(2));
      awaitMore(pair, writers);
      pair.startSource(tasks(3));
      pair.startSink(tasks(3));
      awaitMore(pair, writers);
      for (RowWriter writer : writers) {
        writer.stop();
      }

      for (int i = 0; i < COLLECTIONS; i++) {
        assertThat(pair.awaitSame(collection(i), LONG).rows()).isPositive();
      }
    } finally {
      writers.forEach(RowWriter::close);
    }
  }

  private static String collection(int number) {
    return "rows_" + number;
  }

  private static Map<String, String> tasks(int most) {
    return Map.of(
        "tasks.max", Integer.toString(most),
        "topic.creation.default.partitions", "3",
        "topic.creation.default.replication.factor", "1");
  }

  private static void create(ForwardPair pair, String collection, int shards) {
    pair.milvus()
        .create(
            new CollectionBuilder(collection)
                .int64Key("id")
                .vector("v", DataType.FloatVector, RowWriter.DIMENSION),
            shards,
            0);
  }

  private static Set<String> pchannels(ForwardPair pair) {
    Set<String> pchannels = new HashSet<>();
    for (int i = 0; i < COLLECTIONS; i++) {
      pchannels.addAll(pair.milvus().describe(collection(i)).getPhysicalChannelNamesList());
    }
    return pchannels;
  }

  /** Waits until each collection has some rows more in its table than now. */
  private static void awaitMore(ForwardPair pair, List<RowWriter> writers) {
    for (int i = 0; i < COLLECTIONS; i++) {
      String collection = collection(i);
      RowWriter writer = writers.get(i);
      long written = writer.written();
      Await.until(
          "rows of " + collection + " move on",
          LONG,
          () ->
              writer.written() > written + 100
                  && pair.oceanBase().exists(collection)
                  && newest(pair, collection) > 0);
      long before = newest(pair, collection);
      Await.until(
          "the newest row of " + collection + " is newer than before",
          LONG,
          () -> newest(pair, collection) > before);
    }
  }

  private static long newest(ForwardPair pair, String collection) {
    try {
      String newest = pair.oceanBase().query("SELECT MAX(id) FROM " + collection).get(0);
      return newest == null ? 0 : Long.parseLong(newest);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long sinkTasksWithWork(Cluster cluster, ForwardPair pair) throws Exception {
    String group = "connect-" + pair.sinkName();
    try (KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers())) {
      return kafka
          .admin()
          .describeConsumerGroups(List.of(group))
          .all()
          .get()
          .get(group)
          .members()
          .stream()
          .map(MemberDescription::assignment)
          .filter(assignment -> !assignment.topicPartitions().isEmpty())
          .count();
    }
  }
}
