// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.debezium.relational.TableId;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DescribeCollectionResponse;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.testing.FakeSourceContext;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.milvus.source.MilvusSourceConnector;
import io.vecbridge.milvus.source.MilvusSourceTask;
import io.vecbridge.milvus.source.offset.CapturedCollections;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The Milvus source's task on logs that Milvus's own code wrote, in a real Kafka or returned by
 * Milvus. Its offsets are kept in memory, so that a task can be stopped after any record, as by a
 * kill.
 */
final class StreamedSource implements AutoCloseable {
  private static final Path SCENARIOS =
      Path.of("../milvus-source-connector/src/test/resources/io/vecbridge/milvus/source/log");
  private static final String SERVERS = "change.log.kafka.bootstrap.servers";
  private static final Duration SOON = Duration.ofSeconds(60);

  final Map<String, String> options = new HashMap<>();
  final ScenarioMilvus milvus = new ScenarioMilvus();
  private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
  private final List<TableId> captured = new ArrayList<>();
  private final KafkaClient kafka;

  StreamedSource(Cluster cluster) throws IOException {
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

  /** The scenarios of a file, such as {@code scenarios-3.0}. */
  static List<JsonNode> scenarios(String file) throws IOException {
    List<JsonNode> scenarios = new ArrayList<>();
    new ObjectMapper().readTree(SCENARIOS.resolve(file + ".json").toFile()).forEach(scenarios::add);
    return scenarios;
  }

  static JsonNode scenario(String file, String name) throws IOException {
    for (JsonNode scenario : scenarios(file)) {
      if (scenario.get("name").asText().equals(name)) {
        return scenario;
      }
    }
    throw new IllegalArgumentException(name);
  }

  void createTopic(String pchannel) {
    kafka.createTopic(pchannel, 1);
  }

  /** The connector knows no Kafka, so Milvus returns the log, over connections that break. */
  void throughMilvus() {
    options.remove(SERVERS);
    milvus.wal.disconnectAfter(20);
  }

  /** Appends records to the log that the connector reads. */
  void write(String pchannel, List<JsonNode> records) {
    if (options.containsKey(SERVERS)) {
      kafka.send(
          records.stream()
              .map(
                  record ->
                      ScenarioRecords.record(
                          pchannel, ScenarioRecords.headers(record), ScenarioRecords.value(record)))
              .toList());
    } else {
      append(pchannel, records);
    }
  }

  /** Milvus moves the log out of Kafka at a time tick, and appends records to it there. */
  void move(String pchannel, String timeTick, List<JsonNode> records) {
    kafka.send(
        List.of(
            ScenarioRecords.record(
                pchannel, Map.of("_v", "2", "_t", "700", "_tt", timeTick, "_h", "CAQ="))));
    append(pchannel, records);
  }

  private void append(String pchannel, List<JsonNode> records) {
    for (JsonNode record : records) {
      milvus.wal.append(
          pchannel,
          record.get("offset").asLong(),
          ScenarioRecords.headers(record),
          ScenarioRecords.value(record));
    }
  }

  /**
   * Milvus has the scenario's collections as they are in the end, and the connector has captured
   * them up to the log's beginning, under the names that they have there.
   */
  void capture(String pchannel, JsonNode scenario) throws IOException {
    describeLast(pchannel, scenario);
    for (JsonNode collection : scenario.get("collections")) {
      Map<String, Object> offset = new HashMap<>();
      offset.put("collection_id", collection.get("id").asLong());
      for (JsonNode vchannel : collection.get("vchannels")) {
        offset.put(
            vchannel.asText() + ".position", options.containsKey(SERVERS) ? (Object) 0L : "0.0");
        offset.put(vchannel.asText() + ".timestamp", 0L);
        offset.put(vchannel.asText() + ".events", 0);
      }
      TableId first =
          new TableId(
              collection.path("first_db").asText(collection.get("db").asText()),
              null,
              collection.path("first_name").asText(collection.get("name").asText()));
      captured.add(first);
      stored.put(NamedPartition.ofCollection("t", first).getSourcePartition(), offset);
    }
    stored.put(CapturedCollections.partition("t"), CapturedCollections.offset(captured));
    options.put("snapshot.mode", "no_data");
  }

  /** Milvus describes a scenario's collections as they are in the beginning. */
  void describeFirst(String pchannel, JsonNode scenario) throws IOException {
    describe(pchannel, scenario, "first_db", "first_name", "first_schema_base64");
  }

  /** Milvus describes a scenario's collections as they are in the end. */
  void describeLast(String pchannel, JsonNode scenario) throws IOException {
    describe(pchannel, scenario, "db", "name", "collection_schema_base64");
  }

  private void describe(
      String pchannel, JsonNode scenario, String database, String name, String schema)
      throws IOException {
    for (JsonNode collection : scenario.get("collections")) {
      DescribeCollectionResponse.Builder described =
          DescribeCollectionResponse.newBuilder()
              .setCollectionID(collection.get("id").asLong())
              .setCollectionName(collection.get(name).asText())
              .setSchema(schema(collection, schema));
      for (JsonNode vchannel : collection.get("vchannels")) {
        described.addVirtualChannelNames(vchannel.asText()).addPhysicalChannelNames(pchannel);
      }
      milvus.add(collection.get(database).asText(), described.build());
    }
  }

  private static CollectionSchema schema(JsonNode collection, String key) throws IOException {
    return CollectionSchema.parseFrom(Base64.getDecoder().decode(collection.get(key).asText()));
  }

  /** Runs a task until it has sent some changes, and stores the offset of the last. */
  List<String> run(int wanted) throws InterruptedException {
    return run(wanted, record -> {});
  }

  /**
   * Runs a task until it has sent some changes, and stores the offset of the last.
   *
   * @param sent takes the task's records up to there
   * @return the changes, such as {@code c db.collection 7 462430000000000001 channel}
   */
  List<String> run(int wanted, Consumer<SourceRecord> sent) throws InterruptedException {
    MilvusSourceTask task = new MilvusSourceTask();
    task.initialize(new FakeSourceContext(options, stored));
    task.start(options);
    List<String> changes = new ArrayList<>();
    try {
      for (long begin = System.nanoTime(); changes.size() < wanted; ) {
        List<SourceRecord> polled = task.poll();
        for (SourceRecord record : polled == null ? List.<SourceRecord>of() : polled) {
          if (changes.size() < wanted) {
            stored.put(record.sourcePartition(), record.sourceOffset());
            add(record, changes);
            sent.accept(record);
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
              + source.getString("db")
              + "."
              + source.getString("collection")
              + " "
              + (key == null ? null : key.get(key.schema().fields().get(0)))
              + (operation.equals("r")
                  ? ""
                  : " " + source.getInt64("tso") + " " + source.getString("channel")));
    }
  }

  @Override
  public void close() {
    milvus.close();
    kafka.close();
  }
}
