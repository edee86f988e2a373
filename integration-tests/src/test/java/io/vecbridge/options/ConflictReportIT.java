// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.connect.ConnectRefusal;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code conflict.report} of the OceanBase sink. */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class ConflictReportIT {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String NAME = "conflict_report";
  private static final String TOPIC = "conflicts." + NAME + ".t";
  private static final String QUEUE = "letters." + NAME;
  private static final int ROWS = 20_000;

  @Test
  void eachConflictIsReportedOnceFromTheChangeOnThatIsMadeWhileRowsFlow(Cluster cluster)
      throws Exception {
    ConnectRest connect = new ConnectRest(cluster.worker().rest());
    try (KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers());
        OceanBaseClient client = filled(cluster)) {
      kafka.createTopic(TOPIC, 1);
      AtomicBoolean ended = new AtomicBoolean();
      Thread writer = new Thread(() -> send(kafka, ended));
      writer.start();
      try {
        connect.run(NAME, config(cluster, Map.of()), SOON);
        awaitWritten(client, 0);
        assertThat(letters(kafka).size()).isZero();

        assertThatThrownBy(
                () -> connect.put(NAME, config(cluster, Map.of("conflict.report", "mail"))))
            .isInstanceOf(ConnectRefusal.class)
            .hasMessageContaining("none, log, dead_letter_queue");
        connect.run(NAME, config(cluster, Map.of("conflict.report", "dead_letter_queue")), SOON);
        Await.until("conflicts are reported", SOON, () -> !letters(kafka).isEmpty());
        connect.run(NAME, config(cluster, Map.of("conflict.report", "log")), SOON);
        // The task with the former configuration can still run for a moment.
        Await.until(
            "rows are replaced and none is reported",
            SOON,
            () -> {
              int reported = letters(kafka).size();
              awaitWritten(client, written(client));
              return letters(kafka).size() == reported;
            });
      } finally {
        ended.set(true);
        writer.join();
        connect.delete(NAME);
      }

      List<ConsumerRecord<byte[], byte[]>> letters = letters(kafka);
      assertThat(letters.stream().map(letter -> new String(letter.key(), UTF_8)))
          .doesNotHaveDuplicates();
      assertThat(letters.stream().map(ConflictReportIT::reason))
          .allMatch(reason -> reason.startsWith("The snapshot row at topic " + TOPIC))
          .allMatch(
              reason -> reason.endsWith("replaces it; key columns: id; differing columns: v."));
    }
  }

  private static OceanBaseClient filled(Cluster cluster) throws SQLException {
    OceanBaseClient client =
        new OceanBaseClient(
            cluster.oceanBase().jdbcUrl(),
            cluster.oceanBase().username(),
            cluster.oceanBase().password(),
            NAME);
    client.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, v VARCHAR(20), n BIGINT)");
    for (int first = 0; first < ROWS; first += 1_000) {
      client.execute(
          IntStream.range(first, first + 1_000)
              .mapToObj(id -> "(" + id + ", 'old', " + id + ")")
              .collect(Collectors.joining(", ", "INSERT INTO t VALUES ", "")));
    }
    return client;
  }

  private static Map<String, String> config(Cluster cluster, Map<String, String> options) {
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", "io.vecbridge.oceanbase.sink.OceanBaseSinkConnector");
    config.put("tasks.max", "1");
    config.put("topics", TOPIC);
    config.put("connection.url", cluster.oceanBase().jdbcUrl());
    config.put("connection.username", cluster.oceanBase().username());
    config.put("connection.password", cluster.oceanBase().password());
    config.put("errors.tolerance", "all");
    config.put("errors.deadletterqueue.topic.name", QUEUE);
    config.put("errors.deadletterqueue.topic.replication.factor", "1");
    config.put("errors.deadletterqueue.context.headers.enable", "true");
    config.put("consumer.override.max.poll.records", "50");
    for (String converter : List.of("key.converter", "value.converter")) {
      config.put(converter, "org.apache.kafka.connect.json.JsonConverter");
      config.put(converter + ".schemas.enable", "false");
    }
    config.putAll(options);
    return config;
  }

  /** Sends snapshot rows that differ from those of the table in one column. */
  private static void send(KafkaClient kafka, AtomicBoolean ended) {
    for (int first = 0; first < ROWS && !ended.get(); first += 10) {
      kafka.send(
          IntStream.range(first, first + 10).mapToObj(ConflictReportIT::snapshotRow).toList());
    }
  }

  private static ProducerRecord<byte[], byte[]> snapshotRow(int id) {
    String key = "{\"id\":" + id + "}";
    String value =
        "{\"op\":\"r\",\"after\":{\"id\":"
            + id
            + ",\"v\":\"new\",\"n\":"
            + id
            + "},\"source\":{\"connector\":\"milvus\",\"db\":\""
            + NAME
            + "\",\"collection\":\"t\"}}";
    return new ProducerRecord<>(TOPIC, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private static void awaitWritten(OceanBaseClient client, long before) {
    Await.until("rows are replaced", SOON, () -> written(client) > before + 20);
  }

  private static long written(OceanBaseClient client) throws SQLException {
    return Long.parseLong(client.query("SELECT COUNT(*) FROM t WHERE v = 'new'").get(0));
  }

  private static List<ConsumerRecord<byte[], byte[]>> letters(KafkaClient kafka) {
    return kafka.topics().contains(QUEUE)
        ? kafka.read(QUEUE, IsolationLevel.READ_COMMITTED)
        : List.of();
  }

  private static String reason(ConsumerRecord<byte[], byte[]> letter) {
    byte[] message = letter.headers().lastHeader("__connect.errors.exception.message").value();
    return new String(message, UTF_8);
  }
}
