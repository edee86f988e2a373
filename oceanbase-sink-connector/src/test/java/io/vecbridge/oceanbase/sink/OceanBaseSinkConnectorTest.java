// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

class OceanBaseSinkConnectorTest {
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "name", "sink",
          "connection.url", "jdbc:mysql://127.0.0.1:1/",
          "connection.username", "root",
          "connection.password", "s3cret");

  @Test
  void aWorkerFindsItByItsManifest() {
    assertThat(ServiceLoader.load(SinkConnector.class))
        .anySatisfy(connector -> assertThat(connector).isInstanceOf(OceanBaseSinkConnector.class));
  }

  @Test
  void everyTaskGetsTheSameProperties() {
    OceanBaseSinkConnector connector = new OceanBaseSinkConnector();
    connector.start(PROPERTIES);

    assertThat(connector.taskConfigs(3)).hasSize(3).containsOnly(PROPERTIES);
    assertThat(connector.version()).matches("\\d+\\..*");
    assertThat(new OceanBaseSinkTask().version()).isEqualTo(connector.version());
  }

  @Test
  void aServerThatIsNotThereIsToldAtItsKeyWithoutThePassword() {
    for (ConfigValue value : new OceanBaseSinkConnector().validate(PROPERTIES).configValues()) {
      if (value.name().equals("connection.url")) {
        assertThat(value.errorMessages())
            .singleElement()
            .asString()
            .startsWith("OceanBase can't be reached: the connection is lost")
            .doesNotContain("s3cret");
      } else {
        assertThat(value.errorMessages()).isEmpty();
      }
    }
  }

  @Test
  void aTaskThatNeverStartedStops() {
    OceanBaseSinkTask task = new OceanBaseSinkTask();

    task.stop();

    assertThat(task.counters().upserts()).isZero();
  }
}
