// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static io.vecbridge.endtoend.ScenarioRecords.afterTickWithoutTransactions;
import static io.vecbridge.endtoend.ScenarioRecords.expected;
import static io.vecbridge.endtoend.ScenarioRecords.headers;
import static io.vecbridge.endtoend.ScenarioRecords.record;
import static io.vecbridge.endtoend.ScenarioRecords.records;
import static io.vecbridge.endtoend.ScenarioRecords.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.FieldSchema;
import io.vecbridge.common.testing.FakeSourceContext;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.milvus.source.MilvusSourceConnector;
import io.vecbridge.milvus.source.MilvusSourceTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The log of Milvus 2.6 as Milvus's own code wrote its records, in a real Kafka, returned by
 * Milvus, or first in the one and then in the other, under a task that is stopped at random records
 * and resumes from what was stored with the last one.
 */
@ExtendWith(ClusterExtension.class)
class StreamedLogIT {
  private static final Path SCENARIOS =
      Path.of("../milvus-source-connector/src/test/resources/io/vecbridge/milvus/source/log");
  private static final Duration SOON = Duration.ofSeconds(60);

  private static final String SERVERS = "change.log.kafka.bootstrap.servers";

  private final Random random = new Random(26);
  private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
  private final Map<String, String> options = new HashMap<>();
  private ScenarioMilvus milvus;
  private KafkaClient kafka;

  @BeforeEach
  void open(Cluster cluster) throws IOException {
    milvus = new ScenarioMilvus();
    kafka = new KafkaClient(cluster.kafka().bootstrapServers());
    options.put("name", "streamed");
    options.put("connector.class", MilvusSourceConnector.class.getName());
    options.put("task.id", "0");
    options.put("topic.prefix", "t");
    options.put("milvus.uri", milvus.uri());
    options.put(SERVERS, cluster.kafka().bootstrapServers());
    // The records were written long ago.
    options.put("change.log.retention.ms", Long.toString(Duration.ofDays(100_000).toMillis()));
    options.put("poll.interval.ms", "10");
    options.put("heartbeat.interval.ms", "100");
    for (String mode : List.of("collection.drop", "partition.drop", "truncate", "bulk.import")) {
      options.put(mode + ".mode", "ignore");
    }
  }

  @AfterEach
  void close() {
    milvus.close();
    kafka.close();
  }

  static List<Named<JsonNode>> scenarios() throws IOException {
    List<Named<JsonNode>> scenarios = new ArrayList<>();
    new ObjectMapper()
        .readTree(SCENARIOS.resolve("milvus-2.6.json").toFile())
        .forEach(json -> scenarios.add(Named.of(json.get("name").asText(), json)));
    return scenarios;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theChangesOfAScenarioComeExactlyWithStopsInBetween(JsonNode scenario) throws Exception {
    String pchannel = "streamed-" + scenario.get("name").asText();
    kafka.createTopic(pchannel, 1);
    write(pchannel, records(scenario));
    changesAreThoseOf(scenario, pchannel, 0L);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theChangesAreTheSameIfMilvusReturnsTheLog(JsonNode scenario) throws Exception {
    options.remove(SERVERS);
    milvus.wal.disconnectAfter(20);
    String pchannel = "returned-" + scenario.get("name").asText();
    returned(pchannel, records(scenario));
    changesAreThoseOf(scenario, pchannel, "0.0");
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theChangesAreTheSameIfMilvusLeavesKafkaInBetween(JsonNode scenario) throws Exception {
    String pchannel = "moved-" + scenario.get("name").asText();
    List<JsonNode> records = records(scenario);
    int moved = afterTickWithoutTransactions(records);
    kafka.createTopic(pchannel, 1);
    write(pchannel, records.subList(0, moved - 1));
    String tick = headers(records.get(moved - 1)).get("_tt");
    kafka.send(
        List.of(record(pchannel, Map.of("_v", "2", "_t", "700", "_tt", tick, "_h", "CAQ="))));
    write(pchannel, records.subList(moved - 1, moved));
    returned(pchannel, records.subList(moved, records.size()));
    changesAreThoseOf(scenario, pchannel, 0L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scenarios-2.6.json", "scenarios-3.0.json"})
  void oneTruncateEventIsBetweenTheRowsOfAllChannelsWithAStopAtEveryRecord(String file)
      throws Exception {
    String pchannel = "truncated-" + file;
    kafka.createTopic(pchannel, 1);
    for (JsonNode scenario : new ObjectMapper().readTree(SCENARIOS.resolve(file).toFile())) {
      if (scenario.get("name").asText().equals("truncate_fences")) {
        write(pchannel, records(scenario));
        capture(pchannel, scenario.get("collections").get(0), 0L);
      }
    }
    options.put("snapshot.mode", "no_data");
    options.put("topic.partitions", "1");
    List<String> keys = new ArrayList<>();
    while (keys.size() < 6) {
      run(1, 1).forEach(change -> keys.add(change.split(" ")[2]));
    }
    assertThat(keys.subList(0, 3)).containsExactlyInAnyOrder("1", "2", "3");
    assertThat(keys.get(3)).as("the truncate event has no key").isEqualTo("null");
    assertThat(keys.subList(4, 6)).containsExactlyInAnyOrder("4", "5");
  }

  private void changesAreThoseOf(JsonNode scenario, String pchannel, Object beginning)
      throws Exception {
    List<String> expected = new ArrayList<>();
    for (JsonNode collection : scenario.get("collections")) {
      capture(pchannel, collection, beginning);
      expected.addAll(expected(scenario, collection));
    }
    options.put("snapshot.mode", "no_data");

    List<String> changes = new ArrayList<>();
    while (changes.size() < expected.size()) {
      changes.addAll(run(1 + random.nextInt(expected.size()), expected.size() - changes.size()));
    }
    assertThat(changes).containsExactlyInAnyOrderElementsOf(expected);
    for (JsonNode collection : scenario.get("collections")) {
      String name = " " + collection.get("name").asText() + " ";
      assertThat(changes.stream().filter(change -> change.contains(name)))
          .containsExactlyElementsOf(expected(scenario, collection));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSnapshotCompletesOnASilentChannel(boolean inKafka) throws Exception {
    if (inKafka) {
      kafka.createTopic("streamed-silent", 1);
    } else {
      options.remove(SERVERS);
    }
    milvus.add(
        "default",
        DescribeCollectionResponse.newBuilder()
            .setCollectionID(7)
            .setCollectionName("silent")
            .addVirtualChannelNames("streamed-silent_7v0")
            .addPhysicalChannelNames("streamed-silent")
            .setSchema(
                CollectionSchema.newBuilder()
                    .setName("silent")
                    .addFields(
                        FieldSchema.newBuilder()
                            .setFieldID(100)
                            .setName("id")
                            .setDataType(DataType.Int64)
                            .setIsPrimaryKey(true)))
            .build(),
        1L,
        2L);
    assertThat(run(2, 2)).containsExactly("r silent 1", "r silent 2");
  }

  private void write(String pchannel, List<JsonNode> records) {
    List<ProducerRecord<byte[], byte[]>> produced = new ArrayList<>();
    for (JsonNode record : records) {
      produced.add(record(pchannel, headers(record), value(record)));
    }
    kafka.send(produced);
  }

  private void returned(String pchannel, List<JsonNode> records) {
    for (JsonNode record : records) {
      milvus.wal.append(pchannel, record.get("offset").asLong(), headers(record), value(record));
    }
  }

  /** Milvus has the collection, and the connector a position at the log's beginning. */
  private void capture(String pchannel, JsonNode collection, Object beginning) throws IOException {
    DescribeCollectionResponse.Builder described =
        DescribeCollectionResponse.newBuilder()
            .setCollectionID(collection.get("id").asLong())
            .setCollectionName(collection.get("name").asText())
            .setSchema(
                CollectionSchema.parseFrom(
                    Base64.getDecoder()
                        .decode(collection.get("collection_schema_base64").asText())));
    Map<String, Object> offset = new HashMap<>();
    offset.put("collection_id", collection.get("id").asLong());
    for (JsonNode vchannel : collection.get("vchannels")) {
      described.addVirtualChannelNames(vchannel.asText()).addPhysicalChannelNames(pchannel);
      offset.put(vchannel.asText() + ".position", beginning);
      offset.put(vchannel.asText() + ".timestamp", 0L);
      offset.put(vchannel.asText() + ".events", 0);
    }
    String database = collection.get("db").asText();
    milvus.add(database, described.build());
    stored.put(
        Map.of("server", "t", "database", database, "collection", collection.get("name").asText()),
        offset);
  }

  /** Runs a task until it has sent some changes, and stores the offset of the last. */
  private List<String> run(int most, int remaining) throws Exception {
    MilvusSourceTask task = new MilvusSourceTask();
    task.initialize(new FakeSourceContext(options, stored));
    task.start(options);
    List<String> changes = new ArrayList<>();
    int wanted = Math.min(most, remaining);
    try {
      for (long begin = System.nanoTime(); changes.size() < wanted; ) {
        List<SourceRecord> polled = task.poll();
        for (SourceRecord record : polled == null ? List.<SourceRecord>of() : polled) {
          if (changes.size() < wanted) {
            stored.put(record.sourcePartition(), record.sourceOffset());
            add(record, changes);
          }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).as("%s", changes).isLessThan(SOON);
      }
    } finally {
      task.stop();
    }
    return changes;
  }

  private static void add(SourceRecord record, List<String> changes) {
    if (record.value() instanceof Struct value && value.schema().field("op") != null) {
      Struct key = (Struct) record.key();
      Struct source = value.getStruct("source");
      String operation = value.getString("op");
      changes.add(
          operation
              + " "
              + source.getString("collection")
              + " "
              + (key == null ? null : key.get(key.schema().fields().get(0)))
              + (operation.equals("r") ? "" : " " + source.getInt64("tso")));
    }
  }
}
