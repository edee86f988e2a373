// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static io.vecbridge.milvus.sink.TableRecords.column;
import static io.vecbridge.milvus.sink.TableRecords.described;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The shipped configuration in a real worker: topics in, an indexed and loaded collection out. */
@ExtendWith(ClusterExtension.class)
class SinkWorkerIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String TOPIC = "oceanbase.shop.worker";
  private static final String DEAD_LETTERS = "dead-letters.oceanbase";

  @Test
  void theShippedConfigurationCarriesTopicsIntoACollection(Cluster cluster) throws Exception {
    TableRecords records =
        new TableRecords(
            "worker",
            column("id", SchemaBuilder.int64()),
            described("t", SchemaBuilder.string(), "VARCHAR", 2),
            described(
                "v",
                SchemaBuilder.array(Schema.FLOAT32_SCHEMA).name("io.debezium.data.FloatVector"),
                "VECTOR",
                2));
    WorkerSettings settings =
        WorkerSettings.withPlugins("milvus-sink-connector").group("milvus-sink").withJmx();
    try (ConnectWorker worker = cluster.startWorker(settings);
        KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers());
        MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        JMXConnector jmx = worker.jmx()) {
      ConnectRest connect = new ConnectRest(worker.rest());
      Map<String, String> config = ShippedSink.config(cluster.milvus().uri());
      JsonNode validated = connect.validate(config.get("connector.class"), config);
      assertThat(validated.path("error_count").asInt()).as(validated.toString()).isZero();
      kafka.createTopic(TOPIC, 1);
      connect.run("milvus-sink", config, SOON);
      List<SinkRecord> sent = new ArrayList<>();
      for (long id = 0; id < 100; id++) {
        sent.add(records.change("r", id, "t", List.of(0.1f, (float) id)));
      }
      sent.add(records.change("u", 1L, "new", List.of(1f, -0.5f)));
      sent.add(records.change("u", 2L, "far longer than 2 x 4 bytes", List.of(1f, 1f)));
      sent.add(records.delete(3L));
      sent.add(records.tombstone(3L));
      kafka.send(sent.stream().map(record -> ShippedSink.json(TOPIC, record)).toList());

      ObjectName name =
          new ObjectName(
              "vecbridge.milvus:type=connector-metrics,context=sink,server=milvus-sink,task=0");
      Await.until(
          "all records are written",
          SOON,
          () ->
              jmx.getMBeanServerConnection().isRegistered(name)
                  && jmx.getMBeanServerConnection()
                      .getAttribute(name, "TotalNumberOfRecordsRead")
                      .equals((long) sent.size()));
      milvus.load("worker");
      List<Map<String, Object>> rows = Rows.of(milvus, "worker");
      assertThat(rows).hasSize(99);
      assertThat(rows.get(1)).containsEntry("t", "new");
      assertThat((float[]) rows.get(1).get("v")).containsExactly(1f, -0.5f);
      // The refused change is in the dead letter queue, the row before it in the collection.
      assertThat((float[]) rows.get(2).get("v")).containsExactly(0.1f, 2f);
      assertThat(kafka.read(DEAD_LETTERS, IsolationLevel.READ_COMMITTED)).hasSize(1);
      connect.delete("milvus-sink");
    }
  }
}
