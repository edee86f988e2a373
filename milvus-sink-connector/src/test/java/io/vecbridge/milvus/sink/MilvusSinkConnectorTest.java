// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void everyTaskGetsTheSamePropertiesAndItsNumber() {
    connector.start(PROPERTIES);

    List<Map<String, String>> tasks = connector.taskConfigs(2);

    assertThat(tasks).allSatisfy(task -> assertThat(task).containsAllEntriesOf(PROPERTIES));
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
}
