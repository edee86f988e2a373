// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The resources for Strimzi are what its own definitions allow: Kubernetes would drop a field that
 * they don't have.
 */
class StrimziDefinitionsTest {
  private static final String API = "kafka.strimzi.io/v1";

  @ParameterizedTest
  @MethodSource("files")
  void everyResourceFollowsItsDefinition(Path file) throws IOException {
    for (Object resource : yaml().loadAll(Files.readString(file))) {
      assertThat(map(resource)).containsEntry("apiVersion", API);
      assertThat(errors(resource)).as(file.toString()).isEmpty();
    }
  }

  @Test
  void whatADefinitionDoesNotAllowIsFound() {
    String resource =
        """
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaConnect
        spec:
          replicas: three
          bootstrapServer: kafka:9092
          build:
            output: {type: docker, image: a}
            plugins: [{name: ab, artifacts: [{type: rar}]}]
        """;
    assertThat(errors(yaml().load(resource)))
        .containsExactlyInAnyOrder(
            ".spec lacks bootstrapServers",
            ".spec lacks groupId",
            ".spec lacks configStorageTopic",
            ".spec lacks statusStorageTopic",
            ".spec lacks offsetStorageTopic",
            ".spec.replicas is no integer",
            ".spec.bootstrapServer isn't defined",
            ".spec.build.plugins.artifacts.type can't be rar");
  }

  /** The secrets and the rules of the metrics, with their keys. */
  @Test
  void theCommandsOfThePageCreateWhatTheWorkersRefer() throws IOException {
    String cluster = Files.readString(Page.ROOT.resolve("config/strimzi/kafka-connect.yaml"));
    List<String> commands =
        Page.all().stream()
            .filter(page -> page.name().equals("releases"))
            .flatMap(ShellCommands::ofBlocks)
            .map(command -> String.join(" ", command.words()))
            .filter(command -> command.startsWith("kubectl create "))
            .toList();
    assertThat(commands).hasSize(3);
    assertThat(commands.get(0)).startsWith("kubectl create secret generic vecbridge-milvus ");
    assertThat(commands.get(0)).contains("--from-literal=token=");
    assertThat(commands.get(1)).startsWith("kubectl create secret generic vecbridge-oceanbase ");
    assertThat(commands.get(1)).contains("--from-literal=password=");
    assertThat(commands.get(2))
        .isEqualTo(
            "kubectl create configmap vecbridge-metrics"
                + " --from-file=config/monitoring/jmx-exporter.yml");
    assertThat(cluster)
        .contains("secretName: vecbridge-milvus\n", "secretName: vecbridge-oceanbase\n")
        .containsPattern("name: vecbridge-metrics\n +key: jmx-exporter.yml\n");
    try (Stream<Path> files = files()) {
      String all = files.map(StrimziDefinitionsTest::text).collect(Collectors.joining());
      assertThat(all).contains("${directory:/mnt/milvus:token}");
      assertThat(all).contains("${directory:/mnt/oceanbase:password}");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Path> files() throws IOException {
    return Files.list(Page.ROOT.resolve("config/strimzi")).sorted();
  }

  private static List<String> errors(Object resource) {
    try (InputStream in = StrimziDefinitionsTest.class.getResourceAsStream("strimzi.yaml")) {
      Map<String, Object> definitions = map(yaml().load(in));
      List<String> errors = new ArrayList<>();
      check("", resource, map(definitions.get(map(resource).get("kind"))), errors);
      return errors;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(
      String path, Object value, Map<String, Object> definition, List<String> errors) {
    String type = (String) definition.getOrDefault("type", "integer or string");
    if (!isOf(type, value)) {
      errors.add(path + " is no " + type);
    } else if (value instanceof Map) {
      checkFields(path, map(value), definition, errors);
    } else if (value instanceof List<?> items) {
      Object each = definition.get("items");
      items.forEach(item -> check(path, item, each == null ? Map.of() : map(each), errors));
    } else if (!isAllowed(value.toString(), definition)) {
      errors.add(path + " can't be " + value);
    }
  }

  private static void checkFields(
      String path,
      Map<String, Object> fields,
      Map<String, Object> definition,
      List<String> errors) {
    if (definition.get("required") instanceof List<?> required) {
      required.stream()
          .filter(name -> !fields.containsKey(name))
          .forEach(name -> errors.add(path + " lacks " + name));
    }
    Object others = definition.get("additionalProperties");
    Map<String, Object> known =
        definition.containsKey("properties") ? map(definition.get("properties")) : Map.of();
    fields.forEach(
        (name, value) -> {
          if (known.containsKey(name)) {
            check(path + "." + name, value, map(known.get(name)), errors);
          } else if (others != null) {
            check(path + "." + name, value, map(others), errors);
          } else if (!known.isEmpty()) {
            errors.add(path + "." + name + " isn't defined");
          }
        });
  }

  private static boolean isOf(String type, Object value) {
    return switch (type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "integer" -> value instanceof Integer;
      case "boolean" -> value instanceof Boolean;
      case "string" -> value instanceof String;
      default -> value instanceof Integer || value instanceof String;
    };
  }

  private static boolean isAllowed(String value, Map<String, Object> definition) {
    return (!(definition.get("enum") instanceof List<?> values) || values.contains(value))
        && (!(definition.get("pattern") instanceof String pattern)
            || value.matches(pattern.replaceAll("^\\^|\\$$", "")));
  }

  private static Yaml yaml() {
    return new Yaml(new SafeConstructor(new LoaderOptions()));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
