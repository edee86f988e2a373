// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.tool.docs.ShellCommands.Command;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The calls of Connect's REST interface, of Kafka's scripts and of Maven are complete. */
class DocumentedCallsTest {
  private static final String WORKER = "http://127.0.0.1:8083/";

  /** What a worker of 3.9 and later answers, as far as pages use it. */
  private static final List<String> CALLS =
      List.of(
          "GET /connectors/[^/]+/(status|config|tasks|offsets)",
          "POST /connectors",
          "POST /connectors/[^/]+/restart",
          "PUT /connectors/[^/]+/(config|pause|resume|stop)",
          "PATCH /connectors/[^/]+/offsets",
          "DELETE /connectors/[^/]+(/offsets)?",
          "PUT /connector-plugins/[^/]+/config/validate");

  /** Those that take JSON. */
  private static final List<String> WITH_BODY =
      List.of("POST /connectors", "PATCH .*", "PUT .*/(config|validate)");

  private static final Map<String, Set<String>> SCRIPTS =
      Map.of(
          "kafka-acls.sh",
          Set.of(
              "--add",
              "--allow-principal",
              "--operation",
              "--topic",
              "--group",
              "--transactional-id",
              "--resource-pattern-type"),
          "kafka-topics.sh",
          Set.of("--list", "--delete", "--topic"),
          "kafka-consumer-groups.sh",
          Set.of("--describe", "--group"),
          "kafka-console-producer.sh",
          Set.of("--topic", "--property"));

  @ParameterizedTest
  @MethodSource("curl")
  void aWorkerHasEveryCallAndItsBodyIsJson(Command command) {
    List<String> words = command.words();
    String url = words.stream().filter(word -> word.startsWith(WORKER)).findFirst().orElseThrow();
    boolean body = words.contains("--data") || words.contains("-d");
    int method = words.indexOf("-X");
    String call =
        (method > 0 ? words.get(method + 1) : body ? "POST" : "GET")
            + " "
            + URI.create(url.replace("$", "")).getPath();
    assertThat(CALLS).anyMatch(call::matches);
    assertThat(body).isEqualTo(WITH_BODY.stream().anyMatch(call::matches));
    assertThat(words.contains("Content-Type: application/json")).isEqualTo(body);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void everyScriptOfKafkaIsToldWhereKafkaIsAndHasTheOptions(Command command) {
    assertThat(SCRIPTS).containsKey(command.words().get(0));
    List<String> options = command.words().stream().filter(word -> word.startsWith("--")).toList();
    assertThat(options).contains("--bootstrap-server");
    assertThat(options)
        .filteredOn(option -> !option.equals("--bootstrap-server"))
        .isSubsetOf(SCRIPTS.get(command.words().get(0)));
  }

  @ParameterizedTest
  @MethodSource("maven")
  void everyModuleAndEveryTestThatMavenIsToldExists(Command command) throws IOException {
    List<String> words = command.words();
    if (words.contains("-pl")) {
      for (String name : words.get(words.indexOf("-pl") + 1).split(",")) {
        Path module = Page.ROOT.resolve(name.replace("!", ""));
        assertThat(module.resolve("pom.xml")).exists();
        assertThat(testsOf(module)).containsAll(namedTests(words));
      }
    }
  }

  private static List<String> namedTests(List<String> words) {
    return words.stream()
        .filter(word -> word.matches("-D(it[.])?test=.*") && !word.endsWith("=none"))
        .flatMap(word -> Stream.of(word.substring(word.indexOf('=') + 1).split(",")))
        .map(name -> name + ".java")
        .toList();
  }

  private static List<String> testsOf(Path module) throws IOException {
    try (Stream<Path> files = Files.walk(module.resolve("src"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  static Stream<Command> maven() {
    return commands().filter(command -> command.words().get(0).equals("mvn"));
  }

  static Stream<Command> curl() {
    return commands()
        .filter(command -> command.words().contains("curl"))
        .filter(command -> command.words().stream().anyMatch(word -> word.startsWith(WORKER)));
  }

  static Stream<Command> scripts() {
    return commands().filter(command -> command.words().get(0).matches("kafka-.*[.]sh"));
  }

  private static Stream<Command> commands() {
    return Page.all().stream().flatMap(ShellCommands::ofBlocks);
  }
}
