// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The resources for Strimzi, the Dockerfile and the workflow fit the connectors and the build. */
class DeploymentExamplesTest {
  private static final Path STRIMZI = Page.ROOT.resolve("config/strimzi");
  private static final List<String> RESOURCES =
      List.of("milvus-to-oceanbase.yaml", "oceanbase-to-milvus.yaml");
  private static final Pattern SECRET =
      Pattern.compile("\\$\\{directory:(/mnt/[a-z]+):(password|token)}");

  private static final String LATEST_RELEASE =
      Page.all().stream()
          .filter(page -> page.path().toString().equals("CHANGELOG.md"))
          .flatMap(page -> page.lines().stream())
          .filter(line -> line.matches("## [0-9].*"))
          .findFirst()
          .map(line -> line.split(" ")[1])
          .orElseThrow();

  /** Beginnings of a worker's options that Strimzi sets itself. */
  private static final List<String> OF_STRIMZI =
      List.of(
          "bootstrap.servers",
          "group.id",
          "config.storage.topic",
          "offset.storage.topic",
          "status.storage.topic",
          "listeners",
          "plugin.path");

  /** A resource of the kind KafkaConnector, by its name. */
  record Resource(String name, Map<String, Object> yaml) {
    Map<String, String> options() {
      Map<String, String> options = new TreeMap<>();
      map(yaml, "spec", "config").forEach((key, value) -> options.put(key, value.toString()));
      options.put("name", name);
      options.put("connector.class", map(yaml, "spec").get("class").toString());
      options.put("tasks.max", map(yaml, "spec").get("tasksMax").toString());
      return options;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @Test
  void noFileIsShippedWithoutATest() throws IOException {
    try (Stream<Path> strimzi = Files.list(STRIMZI);
        Stream<Path> docker = Files.list(Page.ROOT.resolve("config/docker"))) {
      assertThat(Stream.concat(strimzi, docker).map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(Stream.of("kafka-connect.yaml", "Dockerfile"), RESOURCES.stream())
                  .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void theConnectorAcceptsItsResource(Resource resource) {
    Map<String, String> options = resource.options();
    options.replaceAll((name, value) -> SECRET.matcher(value).replaceAll("secret"));
    List<Connector> classes = ConnectorOptions.ofClass(options.get("connector.class"));
    assertThat(classes).hasSize(1);
    assertThat(ConnectorOptions.unknown(classes, options.keySet())).isEmpty();

    String reachable =
        options.get("connector.class").contains(".milvus.")
            ? "milvus.reachable"
            : "oceanbase.reachable";
    options.put("precheck.skip", reachable);
    assertThat(classes.get(0).validate(options).configValues())
        .filteredOn(value -> !value.errorMessages().isEmpty())
        .extracting(ConfigValue::name, ConfigValue::errorMessages)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void aResourceBelongsToTheClusterAndHasNoSecretOfItsOwn(Resource resource) {
    Map<String, Object> cluster = cluster();
    assertThat(map(resource.yaml(), "metadata", "labels"))
        .containsEntry("strimzi.io/cluster", map(cluster, "metadata").get("name"));
    assertThat(map(cluster, "metadata", "annotations"))
        .containsEntry("strimzi.io/use-connector-resources", "true");

    Set<Object> mounted =
        list(cluster, "spec", "template", "connectContainer", "volumeMounts").stream()
            .map(mount -> mount.get("mountPath"))
            .collect(Collectors.toSet());
    assertThat(resource.options())
        .hasEntrySatisfying(
            resource.name().startsWith("milvus") ? "milvus.token" : "connection.password",
            value ->
                assertThat(SECRET.matcher(value))
                    .matches(secret -> secret.matches() && mounted.contains(secret.group(1))));
  }

  @Test
  void theClustersWorkersAreConfiguredAsTheOneThatIsShipped() throws IOException {
    Properties shipped = new Properties();
    try (Reader reader =
        Files.newBufferedReader(Page.ROOT.resolve("config/connect-distributed.properties"))) {
      shipped.load(reader);
    }
    Map<String, String> expected = new HashMap<>();
    shipped.forEach((name, value) -> expected.put(name.toString(), value.toString()));
    expected.keySet().removeAll(OF_STRIMZI);

    Map<String, String> workers = new HashMap<>();
    map(cluster(), "spec", "config").forEach((name, value) -> workers.put(name, value.toString()));
    assertThat(workers).containsAllEntriesOf(expected);
    workers.keySet().removeAll(expected.keySet());
    assertThat(workers.keySet()).allMatch(name -> name.startsWith("config.providers"));
  }

  @Test
  void theClusterHasEachPluginOfTheLatestReleaseOnce() {
    assertThat(list(cluster(), "spec", "build", "plugins"))
        .extracting(plugin -> plugin.get("name"))
        .containsExactlyInAnyOrderElementsOf(
            ConnectorOptions.CONNECTORS.keySet().stream()
                .map(name -> "vecbridge-" + name + "-connector")
                .toList());
    assertThat(list(cluster(), "spec", "build", "plugins"))
        .allSatisfy(
            plugin ->
                assertThat(list(plugin, "artifacts"))
                    .extracting(artifact -> artifact.get("url").toString())
                    .singleElement()
                    .asString()
                    .endsWith("/" + plugin.get("name") + "-" + LATEST_RELEASE + ".zip"));
    assertThat(map(cluster(), "spec", "build", "output").get("image").toString())
        .endsWith(":" + LATEST_RELEASE);
  }

  @Test
  void theClustersMetricsFollowTheRulesThatAreShipped() {
    Object rules =
        map(cluster(), "spec", "metricsConfig", "valueFrom", "configMapKeyRef").get("key");
    assertThat(Page.ROOT.resolve("config/monitoring/" + rules)).exists();
  }

  @Test
  void theImageHasTheKafkaThatTheSuiteRunsOn() throws IOException {
    Properties servers = new Properties();
    try (Reader reader =
        Files.newBufferedReader(
            Page.ROOT.resolve(
                "test-harness/src/main/resources/io/vecbridge/harness/servers.properties"))) {
      servers.load(reader);
    }
    assertThat(Page.ROOT.resolve("config/docker/Dockerfile"))
        .content()
        .contains("ARG KAFKA_IMAGE=apache/kafka:" + servers.getProperty("kafka") + "\n");
  }

  /** The archives of the connectors, and neither the tool nor bills of materials. */
  @ParameterizedTest
  @CsvSource({
    "SHA256SUMS, true",
    "vecbridge-milvus-source-connector-0.2.0.zip, true",
    "vecbridge-oceanbase-sink-connector-0.2.0.zip, true",
    "vecbridge-oceanbase-source-connector-0.2.0.zip, true",
    "vecbridge-milvus-sink-connector-0.2.0.zip, true",
    "vecbridge-0.2.0.zip, false",
    "vecbridge-0.2.0-maven.zip, false",
    "vecbridge-milvus-sink-connector-0.2.0-cyclonedx.json, false"
  })
  void theImageTakesTheArchivesOfTheConnectorsFromARelease(String file, boolean taken)
      throws IOException {
    List<PathMatcher> sources =
        Files.readAllLines(Page.ROOT.resolve("config/docker/Dockerfile")).stream()
            .filter(line -> line.startsWith("COPY target/"))
            .flatMap(line -> Stream.of(line.split(" ")))
            .filter(word -> word.startsWith("target/"))
            .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
            .toList();
    Path path = Path.of("target/release", file);
    assertThat(sources.stream().anyMatch(source -> source.matches(path))).isEqualTo(taken);
  }

  @Test
  void theWorkflowRunsAllTestsAndComparesTwoBuildsOfTheRelease() {
    assertThat(commands("test")).containsExactly("bin/test");
    assertThat(commands("release")).containsExactly("bin/release --check");
    assertThat(Page.ROOT.resolve("bin/test")).isExecutable();
    assertThat(Page.ROOT.resolve("bin/release")).isExecutable();
  }

  private static List<String> commands(String job) {
    Map<String, Object> workflow =
        documents(Page.ROOT.resolve(".github/workflows/test.yml")).get(0);
    return list(workflow, "jobs", job, "steps").stream()
        .filter(step -> step.containsKey("run"))
        .map(step -> step.get("run").toString())
        .toList();
  }

  static Stream<Resource> connectors() {
    return RESOURCES.stream()
        .flatMap(file -> documents(STRIMZI.resolve(file)).stream())
        .map(yaml -> new Resource(map(yaml, "metadata").get("name").toString(), yaml));
  }

  private static Map<String, Object> cluster() {
    return documents(STRIMZI.resolve("kafka-connect.yaml")).get(0);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> documents(Path file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Yaml yaml = new Yaml(new SafeConstructor(options));
    try {
      return StreamSupport.stream(yaml.loadAll(Files.readString(file)).spliterator(), false)
          .map(document -> (Map<String, Object>) document)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> yaml, String... path) {
    Map<String, Object> at = yaml;
    for (String name : path) {
      at = (Map<String, Object>) at.get(name);
    }
    return at;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Map<String, Object> yaml, String... path) {
    Map<String, Object> parent =
        map(yaml, List.of(path).subList(0, path.length - 1).toArray(String[]::new));
    return (List<Map<String, Object>>) parent.get(path[path.length - 1]);
  }
}
