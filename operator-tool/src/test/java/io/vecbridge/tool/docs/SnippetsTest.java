// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vecbridge.tool.docs.Page.Block;
import java.io.IOException;
import java.io.StringReader;
import java.util.Collection;
import java.util.List;
import java.util.Map.Entry;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What a reader copies from the documentation is valid. */
class SnippetsTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Pattern SQL =
      Pattern.compile(
          "(CREATE|ALTER|DROP|GRANT|REVOKE|SET|SHOW|SELECT|INSERT|UPDATE|DELETE|TRUNCATE) .*",
          Pattern.DOTALL);

  @Test
  void everyBlockNamesItsLanguage() {
    List<String> others =
        Page.all().stream()
            .flatMap(page -> page.blocks().stream())
            .filter(block -> block.language().isEmpty())
            .map(Block::place)
            .toList();
    assertThat(others).isEmpty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("json")
  void everyOptionOfAJsonSnippetExists(Block block) throws JsonProcessingException {
    boolean whole = block.text().stripLeading().startsWith("{");
    JsonNode json = JSON.readTree(whole ? block.text() : "{" + members(block.text()) + "}");
    JsonNode config = json.has("config") ? json.path("config") : json;
    List<String> names = config.properties().stream().map(member -> member.getKey()).toList();
    if (!whole || names.contains("connector.class")) {
      assertThat(ConnectorOptions.unknown(connectors(block, config), names)).isEmpty();
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("properties")
  void everyPropertiesSnippetIsReadAsItLooks(Block block) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(block.text()));
    assertThat(properties.stringPropertyNames())
        .isNotEmpty()
        .allMatch(name -> name.contains(".") || name.equals("listeners"));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("yaml")
  void everyYamlSnippetIsRead(Block block) {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    assertThat(yaml.loadAll(block.text())).doesNotContainNull();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sql")
  void everySqlSnippetConsistsOfCompleteStatements(Block block) {
    String statements = block.text().replaceAll("'[^']*'|`[^`]*`", "x").strip();
    assertThat(statements).endsWith(";").doesNotContain("'", "`");
    assertThat(statements.split(";\\s*")).allMatch(SQL.asMatchPredicate());
    assertThat(count(statements, '(')).isEqualTo(count(statements, ')'));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("python")
  void pythonReadsEverySnippetOfIt(Block block) throws IOException, InterruptedException {
    Process python =
        new ProcessBuilder("python3", "-c", "import ast, sys; ast.parse(sys.stdin.read())")
            .redirectErrorStream(true)
            .start();
    try (var in = python.outputWriter(UTF_8)) {
      in.write(block.text());
    }
    assertThat(new String(python.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(python.waitFor()).isZero();
  }

  private static long count(String text, char sign) {
    return text.chars().filter(other -> other == sign).count();
  }

  private static Collection<Connector> connectors(Block block, JsonNode config) {
    String named = config.path("connector.class").asText();
    if (!named.isEmpty()) {
      List<Connector> ofClass = ConnectorOptions.ofClass(named);
      return ofClass.isEmpty() ? fail(block + ": no connector " + named) : ofClass;
    }
    return ConnectorOptions.CONNECTORS.entrySet().stream()
        .filter(pageOf(block))
        .map(Entry::getValue)
        .toList();
  }

  /** A page about one connector has its options; any other has those of all. */
  private static Predicate<Entry<String, Connector>> pageOf(Block block) {
    boolean one =
        ConnectorOptions.CONNECTORS.keySet().stream().anyMatch(name -> isPageOf(block, name));
    return entry -> !one || isPageOf(block, entry.getKey());
  }

  private static boolean isPageOf(Block block, String connector) {
    return block.place().startsWith("docs/" + connector + "-connector.md");
  }

  /** Members without the braces around them, as a page shows a part of a configuration. */
  private static String members(String text) {
    return text.strip().replaceFirst(",$", "");
  }

  static Stream<Block> json() {
    return blocks("json");
  }

  static Stream<Block> sql() {
    return blocks("sql");
  }

  static Stream<Block> python() {
    return blocks("python");
  }

  static Stream<Block> yaml() {
    return blocks("yaml");
  }

  static Stream<Block> properties() {
    return blocks("properties");
  }

  private static Stream<Block> blocks(String language) {
    return Page.all().stream()
        .flatMap(page -> page.blocks().stream())
        .filter(block -> block.language().equals(language));
  }
}
