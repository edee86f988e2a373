// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static io.vecbridge.endtoend.ScenarioRecords.afterTickWithoutTransactions;
import static io.vecbridge.endtoend.ScenarioRecords.headers;
import static io.vecbridge.endtoend.ScenarioRecords.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.FieldSchema;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The logs of Milvus 2.6 and 3.0, and upgrades, as Milvus's own code wrote their records, in a real
 * Kafka, returned by Milvus, or first in the one and then in the other, under a task that is
 * stopped at random records and resumes from what was stored with the last one.
 */
@ExtendWith(ClusterExtension.class)
class StreamedLogIT {
  /** A scenario of a file. */
  record Scenario(String file, JsonNode json) {
    String name() {
      return json.get("name").asText();
    }

    /** A physical channel of its own. */
    String pchannel(String prefix) {
      return prefix + "-" + file + "-" + name();
    }

    /** Whether every record is complete by the ticks of the log, and none ends the reading. */
    boolean isReadToItsEnd() {
      return !json.has("failure") && !json.has("unreleased_offsets") && !isMove();
    }

    private boolean isMove() {
      return name().equals("alter_wal");
    }

    /** What the message of the failure contains that the log ends with. */
    String failure() {
      return isMove() ? "was switched from Kafka to Woodpecker" : json.get("failure").asText();
    }
  }

  private final Random random = new Random(26);
  private StreamedSource source;

  @BeforeEach
  void open(Cluster cluster) throws IOException {
    source = new StreamedSource(cluster);
  }

  @AfterEach
  void close() {
    source.close();
  }

  private static List<Named<Scenario>> of(String... files) throws IOException {
    List<Named<Scenario>> scenarios = new ArrayList<>();
    for (String file : files) {
      for (JsonNode json : StreamedSource.scenarios(file)) {
        Scenario scenario = new Scenario(file, json);
        scenarios.add(Named.of(file + " " + scenario.name(), scenario));
      }
    }
    return scenarios;
  }

  static List<Named<Scenario>> all() throws IOException {
    return of("milvus-2.6", "scenarios-2.6", "scenarios-3.0");
  }

  static List<Named<Scenario>> ofOneVersion() throws IOException {
    return of("milvus-2.6");
  }

  static List<Named<Scenario>> ofTheOthers() throws IOException {
    return of("scenarios-2.6", "scenarios-3.0");
  }

  /** What no tick covers, and what ends a reading, is in {@code DumpedScenarioTest}. */
  static List<Named<Scenario>> readToTheirEnd() throws IOException {
    return all().stream().filter(scenario -> scenario.getPayload().isReadToItsEnd()).toList();
  }

  @ParameterizedTest
  @MethodSource("ofTheOthers")
  @Tag("slow")
  void theChangesOfEveryOtherScenarioComeExactlyWithStopsInBetween(Scenario scenario)
      throws Exception {
    theChangesOfAScenarioComeExactlyWithStopsInBetween(scenario);
  }

  @ParameterizedTest
  @MethodSource("ofOneVersion")
  void theChangesOfAScenarioComeExactlyWithStopsInBetween(Scenario scenario) throws Exception {
    String pchannel = scenario.pchannel("streamed");
    source.createTopic(pchannel);
    source.write(pchannel, records(scenario.json()));
    source.capture(pchannel, scenario.json());
    source.options.put("change.log.reader", "kafka");
    if (scenario.isReadToItsEnd() || scenario.json().has("unreleased_offsets")) {
      comeExactly(scenario.json());
    } else {
      assertThatThrownBy(() -> source.run(Integer.MAX_VALUE))
          .isInstanceOf(ConnectException.class)
          .rootCause()
          .hasMessageContaining(scenario.failure());
    }
  }

  @ParameterizedTest
  @MethodSource("readToTheirEnd")
  @Tag("slow")
  void theChangesAreTheSameIfMilvusReturnsTheLog(Scenario scenario) throws Exception {
    source.throughMilvus();
    String pchannel = scenario.pchannel("returned");
    source.write(pchannel, records(scenario.json()));
    source.capture(pchannel, scenario.json());
    comeExactly(scenario.json());
  }

  @ParameterizedTest
  @MethodSource("ofOneVersion")
  @Tag("slow")
  void theChangesAreTheSameIfMilvusLeavesKafkaInBetween(Scenario scenario) throws Exception {
    String pchannel = scenario.pchannel("moved");
    List<JsonNode> records = records(scenario.json());
    int moved = afterTickWithoutTransactions(records);
    source.createTopic(pchannel);
    source.write(pchannel, records.subList(0, moved - 1));
    source.move(
        pchannel,
        headers(records.get(moved - 1)).get("_tt"),
        records.subList(moved, records.size()));
    source.write(pchannel, records.subList(moved - 1, moved));
    source.capture(pchannel, scenario.json());
    comeExactly(scenario.json());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theChangesComeExactlyThroughTheUpgradesOfOneLog(boolean inKafka) throws Exception {
    String pchannel = "streamed-upgrades";
    if (inKafka) {
      source.createTopic(pchannel);
    } else {
      source.throughMilvus();
    }
    List<JsonNode> parts =
        List.of(
            StreamedSource.scenario("scenarios-2.6", "upgrade_1_from_2.5"),
            StreamedSource.scenario("scenarios-3.0", "upgrade_2_to_3.0"),
            StreamedSource.scenario("scenarios-2.6", "upgrade_3_back_to_2.6"));
    source.capture(pchannel, parts.get(0));
    Iterator<String> versions = List.of("v2.6.24", "v3.0.2", "v2.6.24").iterator();
    for (JsonNode part : parts) {
      source.milvus.version = versions.next();
      source.write(pchannel, records(part));
      comeExactly(part);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scenarios-2.6", "scenarios-3.0"})
  void oneTruncateEventIsBetweenTheRowsOfAllChannelsWithAStopAtEveryRecord(String file)
      throws Exception {
    String pchannel = "truncated-" + file;
    JsonNode scenario = StreamedSource.scenario(file, "truncate_fences");
    source.createTopic(pchannel);
    source.write(pchannel, records(scenario));
    source.capture(pchannel, scenario);
    source.options.put("topic.partitions", "1");
    List<String> keys = new ArrayList<>();
    while (keys.size() < 6) {
      source.run(1).forEach(change -> keys.add(change.split(" ")[2]));
    }
    assertThat(keys.subList(0, 3)).containsExactlyInAnyOrder("1", "2", "3");
    assertThat(keys.get(3)).as("the truncate event has no key").isEqualTo("null");
    assertThat(keys.subList(4, 6)).containsExactlyInAnyOrder("4", "5");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSnapshotCompletesOnASilentChannel(boolean inKafka) throws Exception {
    if (inKafka) {
      source.createTopic("streamed-silent");
    } else {
      source.throughMilvus();
    }
    source.milvus.add(
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
    assertThat(source.run(2)).containsExactly("r default.silent 1", "r default.silent 2");
  }

  /** Tasks that stop at random records send the changes of each channel, in their order. */
  private void comeExactly(JsonNode scenario) throws InterruptedException {
    Map<String, List<String>> expected = ScenarioChanges.of(scenario);
    int count = expected.values().stream().mapToInt(List::size).sum();
    List<String> changes = new ArrayList<>();
    while (changes.size() < count) {
      changes.addAll(source.run(Math.min(1 + random.nextInt(count), count - changes.size())));
    }
    assertThat(changes).hasSize(count);
    expected.forEach(
        (channel, ofChannel) ->
            assertThat(changes.stream().filter(change -> change.endsWith(channel)))
                .containsExactlyElementsOf(ofChannel));
  }
}
