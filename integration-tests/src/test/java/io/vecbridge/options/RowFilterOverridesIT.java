// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code row.filter.overrides} of the Milvus source, and its former name. */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class RowFilterOverridesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String NAME = "row_filter";
  private static final String COLLECTION = NAME + ".t";
  private static final String TOPIC = NAME + "." + COLLECTION;
  private static final String OPTION = "row.filter.overrides";
  private static final String FORMER = "snapshot.filter.overrides";
  private static final int BATCH = 20;

  private final Cluster cluster;
  private final ConnectRest connect;

  RowFilterOverridesIT(Cluster cluster) {
    this.cluster = cluster;
    this.connect = new ConnectRest(cluster.worker().rest());
  }

  @Test
  void theNewFilterAppliesToTheNextChangesWhenItIsChangedWhileRowsFlow() throws Exception {
    try (MilvusClient admin = new MilvusClient(cluster.milvus().uri())) {
      admin.createDatabase(NAME);
    }
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri(), NAME);
        KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers())) {
      milvus.create(
          new CollectionBuilder("t")
              .int64Key("id")
              .scalar("n", DataType.Int64)
              .vector("v", DataType.FloatVector, 2));
      assertThat(problem(Map.of(OPTION, COLLECTION)))
          .contains("The option row.filter.overrides.row_filter.t with the condition is missing.");
      assertThat(problem(filter(OPTION, "n == m")))
          .contains("can't be evaluated for changes: column 6: the collection has no field \"m\".");
      assertThat(problem(filter(OPTION, "n + 1 > 3")))
          .contains("Milvus rejects the expression of row.filter.overrides.row_filter.t: ");
      assertThat(problem(filter(FORMER, "n < 5"))).isEmpty();
      assertThat(Files.readString(cluster.worker().log()))
          .contains("snapshot.filter.overrides is deprecated");

      AtomicBoolean ended = new AtomicBoolean();
      Thread writer = new Thread(() -> write(milvus, ended));
      writer.start();
      try {
        connect.run(NAME, config(filter(OPTION, "n < 5")), SOON);
        Await.until("rows flow", SOON, () -> values(kafka).size() > 2 * BATCH);
        connect.run(NAME, config(filter(OPTION, "n >= 5")), SOON);
        Await.until("other rows flow", SOON, () -> selected(kafka, 5) > 2 * BATCH);
      } finally {
        ended.set(true);
        writer.join();
      }
      long last = milvus.count("t") - 1;
      Await.until("the last row", SOON, () -> values(kafka).containsValue(last));
      connect.delete(NAME);

      List<Long> ids = List.copyOf(values(kafka).values());
      int change = (int) ids.stream().filter(id -> id % 10 < 5).count();
      assertThat(ids.subList(0, change)).allMatch(id -> id % 10 < 5);
      assertThat(ids.subList(change, ids.size()))
          .containsExactlyElementsOf(
              LongStream.rangeClosed(ids.get(change), last)
                  .filter(id -> id % 10 >= 5)
                  .boxed()
                  .toList());
    }
  }

  /** Inserts rows whose {@code n} is their key modulo 10, in the order of their keys. */
  private static void write(MilvusClient milvus, AtomicBoolean ended) {
    for (long first = 0; !ended.get() || first == 0; first += BATCH) {
      long[] ids = LongStream.range(first, first + BATCH).toArray();
      milvus.insert(
          "t",
          new Columns(BATCH)
              .int64("id", ids)
              .int64("n", LongStream.of(ids).map(id -> id % 10).toArray())
              .floatVector("v", 2, new float[2 * BATCH]));
    }
  }

  private static Map<String, String> filter(String option, String expression) {
    return Map.of(option, COLLECTION, option + "." + COLLECTION, expression);
  }

  private String problem(Map<String, String> options) {
    Map<String, String> config = config(options);
    for (JsonNode each : connect.validate(config.get("connector.class"), config).path("configs")) {
      JsonNode errors = each.path("value").path("errors");
      if (!errors.isEmpty()) {
        assertThat(each.path("value").path("name").asText()).isEqualTo(OPTION);
        return errors.path(0).asText();
      }
    }
    return "";
  }

  private static long selected(KafkaClient kafka, int least) {
    return values(kafka).values().stream().filter(id -> id % 10 >= least).count();
  }

  /** The keys of the rows, by their offsets. */
  private static TreeMap<Long, Long> values(KafkaClient kafka) {
    TreeMap<Long, Long> ids = new TreeMap<>();
    if (!kafka.topics().contains(TOPIC)) {
      return ids;
    }
    for (ConsumerRecord<byte[], byte[]> record : kafka.read(TOPIC, IsolationLevel.READ_COMMITTED)) {
      try {
        ids.put(record.offset(), JSON.readTree(record.key()).at("/payload/id").asLong());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return ids;
  }

  private Map<String, String> config(Map<String, String> options) {
    Map<String, String> config = new HashMap<>();
    config.put("name", NAME);
    config.put("connector.class", "io.vecbridge.milvus.source.MilvusSourceConnector");
    config.put("tasks.max", "1");
    config.put("topic.prefix", NAME);
    config.put("milvus.uri", cluster.milvus().uri());
    config.put("change.log.kafka.bootstrap.servers", cluster.kafka().bootstrapServers());
    config.put("database.include.list", NAME);
    config.put("snapshot.mode", "no_data");
    config.put("heartbeat.interval.ms", "1000");
    config.put("topic.creation.default.replication.factor", "1");
    config.put("topic.creation.default.partitions", "1");
    config.putAll(options);
    return config;
  }
}
