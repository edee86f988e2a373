// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacementsTest {
  private static final Connector SINK =
      new Connector(
          "sink",
          Map.of(
              "connection.password",
              "${file:/secrets:password}",
              "connection.url",
              "jdbc:mysql://a:1/",
              "table.name.format",
              "${database}.${collection}"));

  @TempDir private Path folder;

  @Test
  void anOptionOfAConfigProviderComesFromTheEnvironment() {
    Connector connector =
        new Replacements(Map.of(), Map.of("VECBRIDGE_CONNECTION_PASSWORD", "secret"))
            .apply(SINK, "sink");

    assertThat(connector.options())
        .containsEntry("connection.password", "secret")
        .containsEntry("table.name.format", "${database}.${collection}");
  }

  @Test
  void propertiesReplaceOptionsOfOneSideOrBoth() {
    Map<String, String> given =
        Map.of(
            "connection.password", "both",
            "sink.connection.url", "jdbc:mysql://b:2/",
            "source.connection.url", "jdbc:mysql://c:3/");

    assertThat(new Replacements(given, Map.of()).apply(SINK, "sink").options())
        .containsEntry("connection.password", "both")
        .containsEntry("connection.url", "jdbc:mysql://b:2/");
  }

  @Test
  void anOptionThatStaysHiddenIsNamedWithWhatToDo() {
    assertThatThrownBy(() -> new Replacements(Map.of(), Map.of()).apply(SINK, "sink"))
        .isInstanceOf(ToolException.class)
        .hasMessage(
            "The option connection.password refers to a config provider of Connect, which this"
                + " command can't read. Set VECBRIDGE_CONNECTION_PASSWORD in the environment, or"
                + " the option in the file of --properties.");
  }

  @Test
  void aConnectorIsReadFromBothFormsOfItsFile() throws Exception {
    Path whole = folder.resolve("whole.json");
    Files.writeString(whole, "{\"name\":\"a\",\"config\":{\"tasks.max\":2}}");
    Path flat = folder.resolve("flat.json");
    Files.writeString(flat, "{\"connector.class\":\"x.Y\"}");

    assertThat(Connector.ofFile(whole).options())
        .containsEntry("tasks.max", "2")
        .containsEntry("name", "a");
    assertThat(Connector.ofFile(flat).type()).isEqualTo("x.Y");
    assertThat(Connector.ofFile(flat).name()).isEqualTo("flat.json");
  }
}
