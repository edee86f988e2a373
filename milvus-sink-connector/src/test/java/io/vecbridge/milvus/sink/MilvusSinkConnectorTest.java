// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

class MilvusSinkConnectorTest {
  private static final Map<String, String> PROPERTIES =
      Map.of("name", "sink", "topics", "ob.shop.goods", "milvus.uri", "http://127.0.0.1:1");

  private final MilvusSinkConnector connector = new MilvusSinkConnector();

  @Test
  void aWorkerFindsItByItsManifest() {
    assertThat(ServiceLoader.load(SinkConnector.class))
        .anySatisfy(found -> assertThat(found).isInstanceOf(MilvusSinkConnector.class));
  }

  @Test
  void everyTaskGetsTheSamePropertiesItsNumberAndHowManyThereAre() {
    connector.start(PROPERTIES);

    List<Map<String, String>> tasks = connector.taskConfigs(2);

    assertThat(tasks).allSatisfy(task -> assertThat(task).containsAllEntriesOf(PROPERTIES));
    assertThat(tasks).extracting(task -> task.get("task.count")).containsOnly("2");
    assertThat(tasks).extracting(task -> task.get("task.id")).containsExactly("0", "1");
    assertThat(connector.version()).matches("\\d+\\..*");
  }

  @Test
  void keysThatAreMissingOrContradictEachOtherAreRefusedAtTheStart() {
    assertThatThrownBy(() -> connector.start(Map.of("name", "sink")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("milvus.uri");
    assertThatThrownBy(
            () ->
                connector.start(
                    Map.of(
                        "name", "sink",
                        "milvus.uri", "http://127.0.0.1:1",
                        "retry.backoff.ms", "5000",
                        "retry.backoff.max.ms", "1000")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("retry.backoff.max.ms: It must not be smaller than retry.backoff.ms.");
  }

  @Test
  void offsetsOfItsTopicsCanBeAlteredAndOthersAreRefused() {
    assertThat(
            connector.alterOffsets(PROPERTIES, Map.of(new TopicPartition("ob.shop.goods", 0), 7L)))
        .isTrue();
    assertThatThrownBy(
            () ->
                connector.alterOffsets(
                    PROPERTIES, Map.of(new TopicPartition("ob.shop.other", 0), 7L)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("The connector doesn't read topic ob.shop.other");
  }

  @Test
  void validationReportsEverythingAtOnceAndNeverThrows() {
    Map<String, String> properties = new HashMap<>(PROPERTIES);
    properties.put("milvus.uri", "https://127.0.0.1:1");
    properties.put("milvus.tls.ca.file", "/no/such/file.pem");
    properties.put("collection.mappings", "nonsense");
    properties.put("batch.size", "0");
    assertThat(findings(properties))
        .containsOnlyKeys("milvus.tls.ca.file", "collection.mappings", "batch.size");

    Thread.currentThread().interrupt();
    try {
      assertThat(findings(PROPERTIES)).containsOnlyKeys("milvus.uri");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private Map<String, List<String>> findings(Map<String, String> properties) {
    Map<String, List<String>> findings = new HashMap<>();
    connector.validate(properties).configValues().stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .forEach(value -> findings.put(value.name(), value.errorMessages()));
    return findings;
  }
}
