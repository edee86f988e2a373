// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void everyTaskGetsTheSamePropertiesItsNumberAndHowManyThereAre() {
    OceanBaseSinkConnector connector = new OceanBaseSinkConnector();
    connector.start(PROPERTIES);

    List<Map<String, String>> tasks = connector.taskConfigs(3);

    assertThat(tasks)
        .hasSize(3)
        .allSatisfy(task -> assertThat(task).containsAllEntriesOf(PROPERTIES));
    assertThat(tasks).extracting(task -> task.get("task.count")).containsOnly("3");
    assertThat(tasks).extracting(task -> task.get("task.id")).containsExactly("0", "1", "2");
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
  void topicsThatWouldFillOneTableAreFoundWithEverythingElse() {
    Map<String, String> properties = new HashMap<>(PROPERTIES);
    properties.put("topics", "vec, vec.shop.goods, vec.shop.Goods, vec.crm.goods, vec.shop.items");
    properties.put("table.mappings", "crm.goods:shop.items");

    assertThat(findings(properties))
        .containsOnlyKeys("connection.url", "table.name.format")
        .containsEntry(
            "table.name.format",
            List.of(
                "The rows of vec.shop.Goods and vec.shop.goods would overwrite each other if they"
                    + " have the same keys: all would be written to shop.goods. Map each of them"
                    + " with table.mappings. To skip this check, set precheck.skip=table.sources.",
                "The rows of crm.goods and vec.crm.goods and vec.shop.items would overwrite each"
                    + " other if they have the same keys: all would be written to shop.items. Map"
                    + " each of them with table.mappings. To skip this check, set"
                    + " precheck.skip=table.sources."));
    properties.put("precheck.skip", "table.sources");
    assertThat(findings(properties)).containsOnlyKeys("connection.url");
  }

  private static Map<String, List<String>> findings(Map<String, String> properties) {
    Map<String, List<String>> findings = new HashMap<>();
    new OceanBaseSinkConnector()
        .validate(properties).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .forEach(value -> findings.put(value.name(), value.errorMessages()));
    return findings;
  }

  @Test
  void anOptionThatIsNullIsAsGoodAsMissing() {
    Map<String, String> properties = new HashMap<>(PROPERTIES);
    properties.put("topics", null);
    properties.put("table.mappings", null);
    properties.put("precheck.skip", null);
    OceanBaseSinkConnector connector = new OceanBaseSinkConnector();

    assertThat(connector.validate(properties).configValues())
        .filteredOn(value -> !value.errorMessages().isEmpty())
        .extracting(ConfigValue::name)
        .containsExactly("connection.url");
    connector.start(properties);
    assertThat(connector.taskConfigs(1).get(0)).containsAllEntriesOf(PROPERTIES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:mysql:host", "jdbc:mysql:", "jdbc:mysql://", "jdbc:mysql://h:x/"})
  void anUrlThatIsNoneIsAFinding(String url) {
    Map<String, String> properties = new HashMap<>(PROPERTIES);
    properties.put("connection.url", url);

    assertThat(new OceanBaseSinkConnector().validate(properties).configValues())
        .filteredOn(value -> value.name().equals("connection.url"))
        .singleElement()
        .satisfies(value -> assertThat(value.errorMessages()).isNotEmpty());
  }

  @Test
  void aTaskIsShownOverJmxFromItsStartToItsStop() throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name =
        new ObjectName(
            "vecbridge.oceanbase:type=connector-metrics,context=sink,server=sink,task=1");
    OceanBaseSinkConnector connector = new OceanBaseSinkConnector();
    connector.start(PROPERTIES);
    OceanBaseSinkTask task = new OceanBaseSinkTask();

    task.start(connector.taskConfigs(2).get(1));
    assertThat(server.getAttribute(name, "Phase")).isEqualTo("waiting");

    task.stop();
    assertThat(server.isRegistered(name)).isFalse();
  }

  @Test
  void aTaskThatNeverStartedStops() {
    OceanBaseSinkTask task = new OceanBaseSinkTask();

    assertThatCode(task::stop).doesNotThrowAnyException();
  }
}
