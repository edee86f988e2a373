// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rate of the tasks of a sink whose limit applies to the connector. */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class RateLimitMeasuredIT {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final int LIMIT = 800;
  private static final int SECONDS = 20;

  private final Cluster cluster;

  RateLimitMeasuredIT(Cluster cluster) {
    this.cluster = cluster;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void evenlyLoadedTasksTogetherReachTheLimit(int tasks) throws Exception {
    assertThat(rate("rate_of_" + tasks, tasks, tasks, (long) LIMIT * SECONDS))
        .isCloseTo(LIMIT, Percentage.withPercentage(5));
  }

  @Test
  void aTaskThatHasAllTheRowsDoesNotExceedItsShare() throws Exception {
    assertThat(rate("rate_of_one_in_4", 4, 1, (long) LIMIT / 4 * SECONDS))
        .isCloseTo(LIMIT / 4, Percentage.withPercentage(5));
  }

  /**
   * How many rows a second are written.
   *
   * @param name of the database, the topic and the connector
   * @param rows over which it is measured, after those of the start
   */
  private double rate(String name, int tasks, int partitions, long rows) throws SQLException {
    ConnectRest connect = cluster.connect();
    try (KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers());
        OceanBaseClient client = new OceanBaseClient(cluster.oceanBase(), name)) {
      client.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, part INT)");
      kafka.createTopic(topic(name), partitions);
      kafka.send(
          LongStream.range(0, rows + rows / 2)
              .mapToObj(id -> insert(name, id, (int) (id % partitions)))
              .toList());
      connect.run(name, config(name, tasks), SOON);
      Await.until(
          "all partitions are written",
          SOON,
          () ->
              client
                  .query("SELECT COUNT(DISTINCT part) FROM t")
                  .equals(List.of(String.valueOf(partitions))));
      await(client, client.count("t") + rows / 10);
      long before = client.count("t");
      long begin = System.nanoTime();
      await(client, before + rows);
      long written = client.count("t") - before;
      return written * 1e9 / (System.nanoTime() - begin);
    } finally {
      connect.deleteAll();
    }
  }

  private static void await(OceanBaseClient client, long rows) {
    Await.until(rows + " rows are written", SOON, () -> client.count("t") >= rows);
  }

  private static String topic(String name) {
    return "rates." + name + ".t";
  }

  private static ProducerRecord<byte[], byte[]> insert(String name, long id, int partition) {
    String key = "{\"id\":" + id + "}";
    String value =
        "{\"op\":\"c\",\"after\":{\"id\":"
            + id
            + ",\"part\":"
            + partition
            + "},\"source\":{\"connector\":\"milvus\",\"db\":\""
            + name
            + "\",\"collection\":\"t\"}}";
    return new ProducerRecord<>(topic(name), partition, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private Map<String, String> config(String name, int tasks) {
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", "io.vecbridge.oceanbase.sink.OceanBaseSinkConnector");
    config.put("tasks.max", Integer.toString(tasks));
    config.put("topics", topic(name));
    config.put("connection.url", cluster.oceanBase().jdbcUrl());
    config.put("connection.username", cluster.oceanBase().username());
    config.put("connection.password", cluster.oceanBase().password());
    config.put("streaming.rate.limit.rows.per.second", Integer.toString(LIMIT));
    config.put("streaming.rate.limit.scope", "connector");
    // Rows that are polled together are paid for together, and are a part of what is measured.
    config.put("consumer.override.max.poll.records", "50");
    for (String converter : List.of("key.converter", "value.converter")) {
      config.put(converter, "org.apache.kafka.connect.json.JsonConverter");
      config.put(converter + ".schemas.enable", "false");
    }
    return config;
  }
}
