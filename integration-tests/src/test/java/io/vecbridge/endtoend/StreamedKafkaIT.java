// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scenarios of 2.6 and 3.0, and upgrades, in a real Kafka, under a task that is stopped at random
 * records and resumes from what was stored with the last one.
 */
@ExtendWith(ClusterExtension.class)
class StreamedKafkaIT {
  /** A scenario of a file. */
  record Scenario(String file, JsonNode json) {}

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

  static List<Named<Scenario>> scenarios() throws IOException {
    List<Named<Scenario>> scenarios = new ArrayList<>();
    for (String file : List.of("scenarios-2.6", "scenarios-3.0")) {
      for (JsonNode json : StreamedSource.scenarios(file)) {
        String name = json.get("name").asText();
        if (!name.equals("types_3.0")) {
          scenarios.add(Named.of(file + " " + name, new Scenario(file, json)));
        }
      }
    }
    return scenarios;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theChangesOfAScenarioComeExactlyWithStopsInBetween(Scenario scenario) throws Exception {
    String pchannel = "streamed-" + scenario.file() + "-" + scenario.json().get("name").asText();
    source.createTopic(pchannel);
    source.write(pchannel, scenario.json());
    source.capture(pchannel, scenario.json());
    Optional<String> failure = failure(scenario.json());
    if (failure.isPresent()) {
      assertThatThrownBy(() -> source.run(Integer.MAX_VALUE, record -> {}))
          .isInstanceOf(ConnectException.class)
          .rootCause()
          .hasMessageContaining(failure.get());
    } else {
      comeExactly(List.of(scenario.json()), part -> {});
    }
  }

  /** What the log ends with. */
  private static Optional<String> failure(JsonNode scenario) {
    if (scenario.get("name").asText().equals("alter_wal")) {
      return Optional.of("was switched from Kafka to Woodpecker");
    }
    return Optional.ofNullable(scenario.get("failure")).map(JsonNode::asText);
  }

  @Test
  void theChangesComeExactlyThroughTheUpgradesOfOneLog() throws Exception {
    String pchannel = "streamed-upgrades";
    List<JsonNode> parts =
        List.of(
            StreamedSource.scenario("scenarios-2.6", "upgrade_1_from_2.5"),
            StreamedSource.scenario("scenarios-3.0", "upgrade_2_to_3.0"),
            StreamedSource.scenario("scenarios-2.6", "upgrade_3_back_to_2.6"));
    source.createTopic(pchannel);
    source.capture(pchannel, parts.get(0));
    Iterator<String> versions = List.of("v2.6.24", "v3.0.2", "v2.6.24").iterator();
    comeExactly(
        parts,
        part -> {
          source.milvus.version = versions.next();
          source.write(pchannel, part);
        });
  }

  /** Each part is written once the changes before it have come. */
  private void comeExactly(List<JsonNode> parts, Consumer<JsonNode> write)
      throws InterruptedException {
    for (JsonNode part : parts) {
      write.accept(part);
      Map<String, List<String>> expected = ScenarioChanges.of(part);
      int count = expected.values().stream().mapToInt(List::size).sum();
      List<String> changes = new ArrayList<>();
      while (changes.size() < count) {
        int wanted = Math.min(1 + random.nextInt(count), count - changes.size());
        changes.addAll(source.run(wanted, record -> {}));
      }
      expected.forEach(
          (channel, ofChannel) ->
              assertThat(changes.stream().filter(change -> change.endsWith(channel)))
                  .containsExactlyElementsOf(ofChannel));
      assertThat(changes).hasSize(count);
    }
  }
}
