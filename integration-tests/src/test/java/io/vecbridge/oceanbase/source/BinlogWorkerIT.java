// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.MySqlServer;
import io.vecbridge.harness.server.WorkerSettings;
import io.vecbridge.oceanbase.sink.Tenant;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker that dies while the binlog is captured. */
@Tag("faults")
@ExtendWith({ClusterExtension.class, MySqlExtension.class})
class BinlogWorkerIT {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final String NAME = "binlog_worker";
  private static final String TOPIC = NAME + "." + NAME + ".a";
  private static final int KILLS = 3;
  private static final int TRANSACTIONS_A_RUN = 40;
  private static final int ROWS_A_TRANSACTION = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void nothingIsLostAndNothingComesTwiceWithExactlyOnceSupport(Cluster cluster, MySqlServer mysql)
      throws Exception {
    Tenant tenant = Tenant.of(cluster.oceanBase());
    WorkerSettings settings =
        WorkerSettings.withPlugins("oceanbase-source-connector")
            .group("binlog-worker")
            .exactlyOnceSource();
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, NAME);
        ConnectWorker worker = cluster.startWorker(settings);
        KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers())) {
      both.execute("CREATE TABLE a (id BIGINT PRIMARY KEY, v INT)");
      new ConnectRest(worker.rest())
          .run("binlog-worker", config(tenant, mysql, both.gtids()), LONG);
      long next = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        next = write(both, next);
        long written = next;
        Await.until("some arrive", LONG, () -> ids(kafka).size() > written / 4);
        worker.kill();
        next = write(both, next);
        worker.start();
      }
      next = write(both, next);

      long all = next;
      Await.until("all arrive", LONG, () -> ids(kafka).size() >= all);
      assertThat(ids(kafka)).containsExactlyElementsOf(LongStream.range(0, all).boxed().toList());
      new ConnectRest(worker.rest()).deleteAll();
    }
  }

  private static long write(BinlogTenant both, long first) throws SQLException {
    long id = first;
    for (int i = 0; i < TRANSACTIONS_A_RUN; i++) {
      String[] statements = new String[ROWS_A_TRANSACTION];
      for (int row = 0; row < ROWS_A_TRANSACTION; row++) {
        statements[row] = "INSERT INTO a VALUES (" + id++ + ", " + i + ")";
      }
      both.transaction(statements);
    }
    return id;
  }

  /** The keys of all records that consumers at read_committed see, in their order. */
  private static List<Long> ids(KafkaClient kafka) throws IOException {
    List<Long> ids = new ArrayList<>();
    if (kafka.topics().contains(TOPIC)) {
      for (ConsumerRecord<byte[], byte[]> record :
          kafka.read(TOPIC, IsolationLevel.READ_COMMITTED)) {
        JsonNode key = JSON.readTree(record.key());
        ids.add(key.at("/payload/id").asLong());
      }
    }
    return ids;
  }

  private static Map<String, String> config(Tenant tenant, MySqlServer mysql, String start) {
    return Map.ofEntries(
        Map.entry("connector.class", "io.vecbridge.oceanbase.source.OceanBaseSourceConnector"),
        Map.entry("tasks.max", "1"),
        Map.entry("topic.prefix", NAME),
        Map.entry("connection.url", tenant.url()),
        Map.entry("connection.username", tenant.username()),
        Map.entry("connection.password", tenant.password()),
        Map.entry("table.include.list", NAME + "[.]a"),
        Map.entry("capture.mode", "binlog"),
        Map.entry("binlog.hostname", "127.0.0.1"),
        Map.entry("binlog.port", Integer.toString(mysql.port())),
        Map.entry("snapshot.mode", "no_data"),
        Map.entry("capture.start.gtid", start),
        Map.entry("exactly.once.support", "required"));
  }
}
