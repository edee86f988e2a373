// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.testing.CertificateAuthority;
import io.vecbridge.tool.config.Connector;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.RoundRobinAssignor;
import org.apache.kafka.clients.consumer.internals.AbstractPartitionAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configurations in {@code config/}, examples included, can be copied as they are. */
class ShippedConfigsTest {
  private static final Path CONFIG = Path.of("..", "config");
  private static final Path EXAMPLES = CONFIG.resolve("examples");
  private static final String PEM_FILES = "/etc/vecbridge/";
  private static final String SKIPPED = "milvus.reachable";
  private static final String SKIPPED_IN_OCEANBASE = "oceanbase.reachable";

  @TempDir private static Path certificates;

  /** What the examples name in {@code /etc/vecbridge}. */
  @BeforeAll
  static void makeCertificates() throws IOException {
    new CertificateAuthority(certificates, "ca").issue("client");
  }

  @ParameterizedTest
  @MethodSource("files")
  void theConnectorAcceptsItsConfiguration(Path file) {
    Connector connector = Connector.ofFile(file);
    List<org.apache.kafka.connect.connector.Connector> classes =
        ConnectorOptions.ofClass(connector.type());
    assertThat(classes).hasSize(1);
    Map<String, String> options = new HashMap<>(connector.options());
    options.replaceAll(
        (name, value) ->
            value.endsWith(".pem") ? value.replace(PEM_FILES, certificates + "/") : value);
    options.put(
        "precheck.skip", connector.type().contains(".milvus.") ? SKIPPED : SKIPPED_IN_OCEANBASE);

    assertThat(classes.get(0).validate(options).configValues())
        .filteredOn(value -> !value.errorMessages().isEmpty())
        .extracting(ConfigValue::name, ConfigValue::errorMessages)
        .isEmpty();
    assertThat(ConnectorOptions.unknown(classes, options.keySet())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void topicsAreReplicatedAndKeptForAsLongAsTheConfigurationSays(Path file) {
    Map<String, String> options = Connector.ofFile(file).options();
    if (file.toString().endsWith("-source.json")) {
      assertThat(options)
          .containsEntry("topic.creation.default.replication.factor", "-1")
          .containsEntry("topic.creation.default.cleanup.policy", "delete")
          .containsKeys("topic.creation.default.retention.ms", "topic.creation.default.partitions")
          .containsEntry("vector.encoding", "bytes");
    } else {
      assertThat(options)
          .containsEntry("errors.deadletterqueue.topic.replication.factor", "-1")
          .containsEntry("consumer.override.isolation.level", "read_committed");
      Pattern topics = Pattern.compile(options.get("topics.regex"));
      assertThat(topics.matcher(options.get("errors.deadletterqueue.topic.name")).matches())
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "medium", "large"})
  void aSizeDiffersOnlyInOptionsOfTheSizingPage(String size) throws IOException {
    String page = Files.readString(Page.ROOT.resolve("docs/sizing.md"));
    for (String connector : ConnectorOptions.CONNECTORS.keySet()) {
      Map<String, String> base = Connector.ofFile(CONFIG.resolve(connector + ".json")).options();
      Map<String, String> sized =
          Connector.ofFile(CONFIG.resolve(size).resolve(connector + ".json")).options();
      assertThat(sized.keySet()).containsAll(base.keySet());
      sized.forEach(
          (option, value) -> {
            if (!value.equals(base.get(option))) {
              assertThat(page).as("%s of %s", option, connector).contains("`" + option + "`");
            }
          });
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theSinkOfAnExampleReadsWhatItsSourceSends(Path folder) {
    Map<String, String> source = Connector.ofFile(folder.resolve("milvus-source.json")).options();
    Map<String, String> sink = Connector.ofFile(folder.resolve("oceanbase-sink.json")).options();
    String prefix = source.get("topic.prefix");
    List<String> topics =
        Stream.of(source.get("database.include.list").split(","))
            .map(database -> prefix + "." + database + ".products")
            .toList();

    Pattern read = Pattern.compile(sink.get("topics.regex"));
    assertThat(topics).allMatch(topic -> read.matcher(topic).matches());
    assertThat(prefix).matches(read);
    assertThat(sink.get("tasks.max")).isEqualTo(source.get("tasks.max"));
    assertThat(sink.get("value.converter")).isEqualTo(source.get("value.converter"));
  }

  @Test
  void aFirstMigrationStopsAtATableThatHasRows() throws IOException {
    assertThat(files().filter(file -> file.endsWith("oceanbase-sink.json")))
        .hasSizeGreaterThan(4)
        .allSatisfy(
            file ->
                assertThat(Connector.ofFile(file).options())
                    .containsEntry("table.not.empty.mode", "stop"));
  }

  @Test
  void aSecuredWorkerLogsInEverywhereWithWhatItsProviderReads() throws IOException {
    Path secrets =
        Files.writeString(certificates.resolve("secrets.properties"), "connect.jaas=the.login;");
    Properties worker = new Properties();
    worker.load(
        new StringReader(
            Files.readString(EXAMPLES.resolve("secured/connect-distributed.properties"))
                .replace("/etc/vecbridge/secrets.properties", secrets.toString())
                .replace("/etc/vecbridge", certificates.toString())));
    Map<String, Object> read = new AbstractConfig(new ConfigDef(), worker).originals();

    for (String client : List.of("", "producer.", "consumer.", "admin.")) {
      assertThat(read)
          .containsEntry(client + "security.protocol", "SASL_SSL")
          .containsEntry(
              client + "ssl.truststore.location", certificates.resolve("ca.pem").toString())
          .containsEntry(client + "sasl.jaas.config", "the.login;");
    }
  }

  /** Another value than the default of plugin.discovery could hide the cluster's other plugins. */
  @ParameterizedTest
  @ValueSource(strings = {"", "examples/secured"})
  void aWorkerKeepsItsOtherPluginsAndTheReplicationOfItsBrokers(String folder) throws IOException {
    Properties worker = new Properties();
    worker.load(
        new StringReader(
            Files.readString(CONFIG.resolve(folder).resolve("connect-distributed.properties"))));
    assertThat(worker)
        .doesNotContainKey("plugin.discovery")
        .containsEntry("config.storage.replication.factor", "-1")
        .containsEntry("offset.storage.replication.factor", "-1")
        .containsEntry("status.storage.replication.factor", "-1");
  }

  @ParameterizedTest
  @MethodSource("files")
  void aSecretOfASecuredConnectorIsAReference(Path file) {
    if (file.toString().contains("secured")) {
      Connector.ofFile(file)
          .options()
          .forEach(
              (option, value) -> {
                if (option.matches(".*(password|token|jaas).*")) {
                  assertThat(value).as(option).startsWith("${file:/etc/vecbridge/");
                }
              });
    }
  }

  @Test
  void everyTaskOfTheSinkOfManyCollectionsGetsTheSameNumberOfTopics() {
    Map<String, String> sink =
        Connector.ofFile(EXAMPLES.resolve("many-collections/oceanbase-sink.json")).options();
    assertThat(sink.get("consumer.override.partition.assignment.strategy"))
        .isEqualTo(RoundRobinAssignor.class.getName());
    Map<String, Integer> topics =
        IntStream.range(0, 50)
            .boxed()
            .collect(Collectors.toMap(number -> "milvus.shop.c" + number, number -> 1));

    Map<String, List<TopicPartition>> assigned =
        assigned(new RoundRobinAssignor(), topics, Integer.parseInt(sink.get("tasks.max")));
    assertThat(assigned.values()).hasSize(5).allMatch(partitions -> partitions.size() == 10);
  }

  private static Map<String, List<TopicPartition>> assigned(
      AbstractPartitionAssignor assignor, Map<String, Integer> topics, int tasks) {
    var subscription =
        new org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription(
            List.copyOf(topics.keySet()));
    return assignor.assign(
        topics,
        IntStream.range(0, tasks)
            .boxed()
            .collect(Collectors.toMap(task -> "task-" + task, task -> subscription)));
  }

  static Stream<Path> files() throws IOException {
    return Files.walk(CONFIG)
        .filter(file -> file.getFileName().toString().matches("(milvus|oceanbase)-.*[.]json"))
        .sorted();
  }

  static Stream<Path> examples() throws IOException {
    return Files.list(EXAMPLES).filter(Files::isDirectory).sorted();
  }
}
