// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static io.vecbridge.sink.SourceRecords.column;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * In a real worker, with topics that a transformation renames: a collection that can't be written
 * holds up its own partitions alone, also while partitions move to another task.
 */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class SinkIsolationIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SINK = "milvus-isolated";
  private static final String BEAN =
      "vecbridge.milvus:type=connector-metrics,context=sink,server=" + SINK + ",task=*";
  private static final int KEYS = 50;
  private static final int ROUNDS = 8;

  private final TableRecords bad = pairs("isolated_bad");
  private final TableRecords good = pairs("isolated_good");

  @Test
  void aCollectionThatCannotBeWrittenHoldsUpItsOwnPartitionsAlone(Cluster cluster)
      throws Exception {
    WorkerSettings settings =
        WorkerSettings.withPlugins("milvus-sink-connector").group("milvus-isolated").withJmx();
    try (ConnectWorker worker = cluster.startWorker(settings);
        KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers());
        MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        JMXConnector jmx = worker.jmx()) {
      ConnectRest connect = new ConnectRest(worker.rest());
      MBeanServerConnection beans = jmx.getMBeanServerConnection();
      kafka.createTopic(bad.topic(), 2);
      kafka.createTopic(good.topic(), 3);
      connect.run(SINK, config(cluster.milvus().uri(), 1), SOON);
      milvus.create(
          new CollectionBuilder("isolated_bad")
              .autoIdKey("id")
              .vector("v", DataType.FloatVector, 2));

      send(kafka, 0);
      Await.until("its partitions wait", SOON, () -> blocked(beans).size() == 2);
      assertThat(blocked(beans))
          .allSatisfy(
              text ->
                  assertThat(text)
                      .startsWith(
                          "Table shop.isolated_bad can't be written: Collection"
                              + " default.isolated_bad has autoID"));
      for (int round = 1; round < ROUNDS; round++) {
        send(kafka, round);
        if (round == 3 || round == 5) {
          connect.run(SINK, config(cluster.milvus().uri(), round == 3 ? 2 : 1), SOON);
        }
      }
      Await.until(
          "the other collection is complete", SOON, () -> isComplete(milvus, "isolated_good"));
      Await.until("its partitions still wait", SOON, () -> blocked(beans).size() == 2);
      assertThat(committed(connect, bad.topic())).isLessThanOrEqualTo(0);

      milvus.drop("isolated_bad");

      Await.until("it is written", SOON, () -> isComplete(milvus, "isolated_bad"));
      Await.until("its offsets follow", SOON, () -> committed(connect, bad.topic()) > 0);
      assertThat(blocked(beans)).isEmpty();
      assertThat(isComplete(milvus, "isolated_good")).isTrue();
      connect.delete(SINK);
    }
  }

  /** One more version of each row of both tables. */
  private void send(KafkaClient kafka, int round) {
    List<SinkRecord> records = new ArrayList<>();
    for (long id = 0; id < KEYS; id++) {
      for (TableRecords table : List.of(bad, good)) {
        records.add(table.change(round == 0 ? "c" : "u", id, List.of((float) id, (float) round)));
      }
    }
    kafka.send(records.stream().map(each -> ShippedSink.json(each.topic(), each)).toList());
  }

  private static boolean isComplete(MilvusClient milvus, String collection) {
    List<Map<String, Object>> rows;
    try {
      rows = Rows.of(milvus, collection);
    } catch (IllegalStateException e) {
      // Not created or not loaded yet.
      return false;
    }
    return rows.size() == KEYS
        && rows.stream()
            .allMatch(
                row ->
                    Arrays.equals(
                        (float[]) row.get("v"),
                        new float[] {((Number) row.get("id")).floatValue(), ROUNDS - 1}));
  }

  private static List<String> blocked(MBeanServerConnection beans) {
    try {
      List<String> blocked = new ArrayList<>();
      for (ObjectName task : beans.queryNames(new ObjectName(BEAN), null)) {
        blocked.addAll(Arrays.asList((String[]) beans.getAttribute(task, "BlockedTables")));
      }
      return blocked;
    } catch (JMException | IOException e) {
      return List.of();
    }
  }

  /** The largest committed offset of a topic's partitions, or -1. */
  private static long committed(ConnectRest connect, String topic) {
    long largest = -1;
    for (JsonNode each : connect.offsets(SINK).path("offsets")) {
      if (each.path("partition").path("kafka_topic").asText().equals(topic)) {
        largest = Math.max(largest, each.path("offset").path("kafka_offset").asLong());
      }
    }
    return largest;
  }

  private static Map<String, String> config(String uri, int tasks) throws IOException {
    Map<String, String> config = new HashMap<>(ShippedSink.config(uri));
    config.put("name", SINK);
    config.put("tasks.max", String.valueOf(tasks));
    config.put("topics.regex", "ob[.]shop[.]isolated_.*");
    config.put("errors.deadletterqueue.topic.name", "dead-letters.isolated");
    config.put("retry.backoff.max.ms", "1000");
    config.put("transforms", "route");
    config.put("transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter");
    config.put("transforms.route.regex", "ob[.](.*)");
    config.put("transforms.route.replacement", "$1");
    return config;
  }

  private static TableRecords pairs(String table) {
    return new TableRecords(table, column("id", SchemaBuilder.int64()), TableRecords.vector());
  }
}
