// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Validation;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.common.sink.config.TargetNameFormat;
import io.vecbridge.oceanbase.sink.config.TableConfig.NotEmptyMode;
import io.vecbridge.oceanbase.sink.config.TableLayout.PartitionMode;
import io.vecbridge.oceanbase.sink.config.TableLayout.StoreFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OceanBaseSinkConfigTest {
  @Test
  void theDefaultsAreThoseOfTheDocumentation() {
    OceanBaseSinkConfig config = OceanBaseSinkConfig.of(with());

    assertThat(config.tables())
        .isEqualTo(
            new TableConfig(
                new TargetNameFormat("${database}.${collection}", Map.of()),
                SchemaEvolution.BASIC,
                NotEmptyMode.IGNORE,
                "$meta",
                new TableLayout(
                    PartitionMode.KEY,
                    StoreFormat.DEFAULT,
                    VectorIndexConfig.of(OceanBaseSinkConfig.OPTIONS.read(with())))));
    assertThat(config.write().conflicts())
        .isEqualTo(new ConflictConfig(ConflictConfig.Mode.OVERWRITE, ConflictConfig.Report.NONE));
    assertThat(config.write().deleteEnabled()).isTrue();
    assertThat(config.flow().retry().timeout()).isNegative();
    assertThat(config.checks(OceanBaseSinkConfig.Check.OCEANBASE_REACHABLE)).isTrue();
  }

  @Test
  void mappingsComeFromAFileOrFromTheOption(@TempDir Path folder) throws IOException {
    String file = Files.writeString(folder.resolve("m.csv"), "a.b,c.d\ne.f,g.h\n").toString();
    assertThat(
            OceanBaseSinkConfig.of(with("table.mappings.file", file)).tables().names().mappings())
        .isEqualTo(Map.of("a.b", "c.d", "e.f", "g.h"));
    assertThatThrownBy(
            () ->
                OceanBaseSinkConfig.of(
                    with("table.mappings.file", file, "table.mappings", "a.b:c.d")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Set table.mappings or table.mappings.file, not both.");
    Files.writeString(folder.resolve("m.csv"), "a.b,c.d\na\n");
    assertThatThrownBy(() -> OceanBaseSinkConfig.of(with("table.mappings.file", file)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Line 2 has 1 names instead of a source and a target: a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "table.name.format|${schema}.x|no placeholder ${schema}",
        "table.name.format|x.|must name a target",
        "table.mappings|a.b|not of the form",
        "table.mappings|a.b:c.d,a.b:e.f|is mapped twice",
        "table.mappings.file|nowhere.csv|There is no file nowhere.csv",
        "schema.evolution|full|It must be one of: basic, none.",
        "conflict.mode|keep|overwrite, ignore, fail",
        "conflict.report|mail|none, log, dead_letter_queue",
        "precheck.skip|table.empty|no check 'table.empty'",
        "batch.size|0|at least 1",
        "memstore.check.threshold|1.5|no more than 1"
      })
  void aWrongValueIsToldWithItsKey(String key, String value, String reason) {
    assertThatThrownBy(() -> OceanBaseSinkConfig.of(with(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(reason);
  }

  @Test
  void aReportToADeadLetterQueueNeedsOne() {
    assertThatThrownBy(() -> OceanBaseSinkConfig.of(with("conflict.report", "dead_letter_queue")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("conflict.report: The report needs a dead letter queue.");
    Map<String, String> queued = with("conflict.report", "dead_letter_queue");
    queued.put("errors.tolerance", "all");
    queued.put("errors.deadletterqueue.topic.name", "dead");
    assertThat(OceanBaseSinkConfig.of(queued).write().conflicts().report())
        .isEqualTo(ConflictConfig.Report.DEAD_LETTER_QUEUE);
  }

  @Test
  void aDeadLetterQueueWithoutToleranceIsAContradiction() {
    Map<String, String> properties = with("errors.deadletterqueue.topic.name", "dead");
    assertThatThrownBy(() -> OceanBaseSinkConfig.of(properties))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("errors.tolerance: errors.deadletterqueue.topic.name is set");

    properties.put("errors.tolerance", "all");
    assertThat(OceanBaseSinkConfig.of(properties)).isNotNull();
  }

  @Test
  void aTableNeedsADatabase() {
    assertThatThrownBy(() -> OceanBaseSinkConfig.of(with("table.name.format", "${collection}")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("table.name.format: The format has no database");
  }

  @Test
  void anOptionOfAnEarlierVersionIsIgnored() {
    assertThat(OceanBaseSinkConfig.of(with("delivery.guarantee", "at_least_once"))).isNotNull();
  }

  @Test
  void aPutEndsBeforeTheConsumerGroupConsidersTheTaskDead() {
    assertThatThrownBy(() -> OceanBaseSinkConfig.of(with("put.timeout.ms", "260000")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "put.timeout.ms: A put can take 300000 ms, together with query.timeout.ms");
    assertThat(
            OceanBaseSinkConfig.of(
                with(
                    "put.timeout.ms",
                    "260000",
                    "consumer.override.max.poll.interval.ms",
                    "300001")))
        .isNotNull();
  }

  @Test
  void everythingThatIsWrongIsReportedTogether() {
    assertThatThrownBy(
            () -> OceanBaseSinkConfig.of(with("batch.size", "0", "conflict.mode", "keep")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("batch.size: ")
        .hasMessageContaining("conflict.mode: ");
    assertThatThrownBy(
            () ->
                OceanBaseSinkConfig.of(
                    with("retry.backoff.max.ms", "10", "table.name.format", "${collection}")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("retry.backoff.max.ms: ")
        .hasMessageContaining("table.name.format: ");
  }

  @Test
  void theShippedExampleIsValid() throws IOException {
    JsonNode example =
        new ObjectMapper().readTree(Path.of("..", "config", "oceanbase-sink.json").toFile());
    Map<String, String> properties = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : example.get("config").properties()) {
      properties.put(field.getKey(), field.getValue().asText());
    }

    assertThat(OceanBaseSinkConfig.of(properties).tables().evolution())
        .isEqualTo(SchemaEvolution.BASIC);
    assertThat(properties)
        .containsEntry("connector.class", "io.vecbridge.oceanbase.sink.OceanBaseSinkConnector")
        .containsEntry("consumer.override.isolation.level", "read_committed");
    assertThat("milvus").matches(properties.get("topics.regex"));
    assertThat("milvus.default.docs").matches(properties.get("topics.regex"));
    assertThat("milvus2.default.docs").doesNotMatch(properties.get("topics.regex"));
    assertThat(properties.get("errors.deadletterqueue.topic.name"))
        .doesNotMatch(properties.get("topics.regex"));
  }

  @Test
  void aBackoffMustNotShrinkAndAnIndexNeedsSchemaEvolution() {
    assertThatThrownBy(() -> OceanBaseSinkConfig.of(with("retry.backoff.max.ms", "10")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must not be smaller than retry.backoff.ms");
    assertThatThrownBy(
            () ->
                OceanBaseSinkConfig.of(
                    with("vector.index.type", "hnsw", "schema.evolution", "none")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.evolution=none creates no indexes");
  }

  @Test
  void theServerIsAskedUnlessAnOptionOfItsConnectionIsWrong() {
    assertThat(messages(findings(with())))
        .containsExactly(Map.entry("connection.url", List.of("asked")));
    assertThat(
            messages(
                findings(with("batch.size", "0", "errors.deadletterqueue.topic.name", "dead"))))
        .containsOnlyKeys("batch.size", "errors.tolerance", "connection.url");
    assertThat(messages(findings(with("connection.url", "http://h/", "batch.size", "0"))))
        .containsOnlyKeys("connection.url", "batch.size")
        .doesNotContainEntry("connection.url", List.of("asked"));
  }

  @Test
  void theDefaultOfAnInvalidOptionIsNotJudged() {
    assertThat(
            messages(findings(with("retry.backoff.ms", "100000", "retry.backoff.max.ms", "0")))
                .get("retry.backoff.max.ms"))
        .singleElement()
        .asString()
        .contains("at least 1");
  }

  @Test
  void everyKeyIsDocumentedInAGroup() {
    for (ConfigDef.ConfigKey key : OceanBaseSinkConfig.OPTIONS.configDef().configKeys().values()) {
      assertThat(key.documentation).as(key.name).isNotBlank().endsWith(".");
      assertThat(key.group).as(key.name).isNotBlank();
      assertThat(key.displayName).as(key.name).isNotBlank();
    }
  }

  private static List<ConfigValue> findings(Map<String, String> properties) {
    return new Validation(
            OceanBaseSinkConfig.OPTIONS,
            OceanBaseConnectionConfig.FIELDS,
            OceanBaseSinkConfig::findings,
            config -> List.of(Finding.of("connection.url", "asked")))
        .validate(properties)
        .configValues();
  }

  private static Map<String, List<String>> messages(List<ConfigValue> values) {
    Map<String, List<String>> messages = new HashMap<>();
    for (ConfigValue value : values) {
      if (!value.errorMessages().isEmpty()) {
        messages.put(value.name(), value.errorMessages());
      }
    }
    return messages;
  }

  private static Map<String, String> with(String... pairs) {
    Map<String, String> properties = new HashMap<>();
    properties.put("connection.url", "jdbc:mysql://127.0.0.1:2881/");
    properties.put("connection.username", "root@test");
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put(pairs[i], pairs[i + 1]);
    }
    return properties;
  }
}
