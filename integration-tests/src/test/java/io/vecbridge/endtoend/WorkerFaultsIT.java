// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Workers that come and go in mid-put, and a broker that refuses a large record. */
@Tag("faults")
@Order(ClusterExtension.WHILE_SERVERS_ARE_EMPTY)
@ExtendWith(ClusterExtension.class)
class WorkerFaultsIT {
  private static final Duration LONG = Duration.ofSeconds(180);

  @Test
  void tasksMoveToAnotherWorkerAndBackWhileRowsAreInFlight(Cluster cluster) throws Exception {
    WorkerSettings settings =
        WorkerSettings.withPlugins("milvus-source-connector", "oceanbase-sink-connector")
            .group("moving")
            .property("scheduled.rebalance.max.delay.ms", "1000");
    try (ConnectWorker first = cluster.startWorker(settings);
        ForwardPair pair = new ForwardPair(cluster, new ConnectRest(first.rest()), "moving")) {
      for (String name : List.of("rows", "others")) {
        pair.milvus()
            .create(
                new CollectionBuilder(name)
                    .int64Key("id")
                    .vector("v", DataType.FloatVector, RowWriter.DIMENSION),
                2,
                0);
      }
      try (RowWriter rows = new RowWriter(pair.milvus(), "rows", 5);
          RowWriter others = new RowWriter(pair.milvus(), "others", 6)) {
        pair.startSource(Map.of("tasks.max", "2"));
        pair.startSink(Map.of("tasks.max", "2"));
        awaitArriving(pair);
        try (ConnectWorker second = cluster.startWorker(settings)) {
          Await.until(
              "the second worker has tasks",
              LONG,
              () -> {
                String workers = workers(pair, first);
                return workers.contains(":" + second.rest().getPort())
                    && workers.contains(":" + first.rest().getPort());
              });
          awaitArriving(pair);
          second.kill();
        }
        awaitArriving(pair);
        rows.stop();
        others.stop();
      }
      assertThat(pair.awaitSame("rows", LONG).rows()).isPositive();
      assertThat(pair.awaitSame("others", LONG).rows()).isPositive();
    }
  }

  @Test
  void aRecordThatTheBrokerRefusesStopsTheSourceUntilTheTopicTakesIt(Cluster cluster)
      throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "too_large");
        KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers())) {
      pair.milvus()
          .create(
              new CollectionBuilder("rows")
                  .int64Key("id")
                  .varchar("text", 60_000)
                  .vector("v", DataType.FloatVector, 2));
      kafka.createTopic(pair.topic("rows"), 1);
      limit(kafka, pair, "20000");
      pair.start();
      pair.milvus().insert("rows", row(1, 100));
      pair.awaitSame("rows");
      pair.milvus().insert("rows", row(2, 50_000));

      assertThat(cluster.connect().awaitFailed(pair.sourceName(), ForwardPair.SOON))
          .contains("RecordTooLargeException", "larger than the max message size the server");

      limit(kafka, pair, "1000000");
      cluster.connect().stop(pair.sourceName(), ForwardPair.SOON);
      cluster.connect().resume(pair.sourceName());
      assertThat(pair.awaitSame("rows").rows()).isEqualTo(2);
    }
  }

  private static void awaitArriving(ForwardPair pair) throws SQLException {
    for (String table : List.of("rows", "others")) {
      Await.until("the table is there", LONG, () -> pair.oceanBase().exists(table));
      long before = newest(pair, table);
      Await.until("rows arrive", LONG, () -> newest(pair, table) > before);
    }
  }

  private static long newest(ForwardPair pair, String table) throws SQLException {
    String newest = pair.oceanBase().query("SELECT MAX(id) FROM `" + table + "`").get(0);
    return newest == null ? -1 : Long.parseLong(newest);
  }

  private static String workers(ForwardPair pair, ConnectWorker worker) {
    ConnectRest connect = new ConnectRest(worker.rest());
    return connect.status(pair.sinkName()).path("tasks").toString()
        + connect.status(pair.sourceName()).path("tasks");
  }

  private static void limit(KafkaClient kafka, ForwardPair pair, String bytes) throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, pair.topic("rows"));
    AlterConfigOp set =
        new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
    kafka.admin().incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
  }

  private static Columns row(long id, int length) {
    StringBuilder text = new StringBuilder();
    new Random(id).ints(length, 'a', 'z' + 1).forEach(c -> text.append((char) c));
    return new Columns(1)
        .int64("id", id)
        .varchar("text", List.of(text.toString()))
        .floatVector("v", 2, id, 1f);
  }
}
