// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.vecbridge.harness.process.Folders;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A plugin ships what its connector needs and a worker doesn't have, and nothing else. */
class PluginContentsIT {
  private static final List<String> OWN = List.of("connector-common");
  private static final List<String> MODULES =
      List.of(
          "connector-common",
          "milvus-source-connector",
          "milvus-sink-connector",
          "oceanbase-source-connector",
          "oceanbase-sink-connector",
          "operator-tool");
  private static final List<String> OPTIONS = List.of("debezium-config", "debezium-util");
  private static final List<String> FRAMEWORK =
      List.of(
          "debezium-api", "debezium-connector-common", "debezium-openlineage-api", "sketches-java");
  private static final List<String> GRPC =
      List.of(
          "milvus-sdk-java",
          "protobuf-java",
          "proto-google-common-protos",
          "guava",
          "failureaccess",
          "listenablefuture",
          "gson",
          "perfmark-api");
  private static final List<String> ANNOTATIONS =
      List.of(
          "animal-sniffer-annotations",
          "annotations",
          "checker-qual",
          "error_prone_annotations",
          "j2objc-annotations",
          "jsr305");
  private static final List<String> PARSER = List.of("antlr4-runtime");
  private static final List<String> JDBC = List.of("mysql-connector-j");
  private static final List<String> BINLOG = List.of("mysql-binlog-connector-java");

  @TempDir private Path folder;

  /** The four plugins, and the libraries and the bytes that each may have. */
  enum Contents {
    MILVUS_SOURCE(25_000_000, List.of(OWN, OPTIONS, FRAMEWORK, GRPC, ANNOTATIONS, PARSER)),
    MILVUS_SINK(25_000_000, List.of(OWN, OPTIONS, GRPC, ANNOTATIONS)),
    OCEANBASE_SOURCE(4_800_000, List.of(OWN, OPTIONS, FRAMEWORK, JDBC, BINLOG)),
    OCEANBASE_SINK(3_300_000, List.of(OWN, OPTIONS, JDBC));

    private final long bytes;
    private final List<String> libraries = new ArrayList<>();

    Contents(long bytes, List<List<String>> libraries) {
      this.bytes = bytes;
      this.libraries.add(module());
      libraries.forEach(this.libraries::addAll);
    }

    String module() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-') + "-connector";
    }

    String type() {
      return module().split("-")[1];
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPluginHoldsTheseLibrariesOnly(Contents contents) throws Exception {
    Plugin plugin = Plugin.unpack(contents.module(), folder);

    assertThat(plugin.libraries()).containsExactlyInAnyOrderElementsOf(contents.libraries);
  }

  @ParameterizedTest
  @EnumSource
  void aPluginHasTheLicenseOfEachLibrary(Contents contents) throws Exception {
    assertHasTheLicenseOfEachLibrary(Plugin.unpack(contents.module(), folder));
  }

  @Test
  void theToolHasTheLicenseOfEachLibrary() throws Exception {
    assertHasTheLicenseOfEachLibrary(Plugin.unpackTool(folder));
  }

  private static void assertHasTheLicenseOfEachLibrary(Plugin plugin) throws Exception {
    Map<String, String> licenses = plugin.licenses();
    assertThat(plugin.holds("doc/LICENSE")).isTrue();
    for (String library : plugin.libraries()) {
      if (!MODULES.contains(library)) {
        assertThat(licenses).containsKey(library);
        String text = licenses.get(library);
        assertThat(
                text.endsWith(" in the jar")
                    ? plugin.holds(library, text)
                    : plugin.holds("doc/" + text))
            .as("%s: %s", library, text)
            .isTrue();
      }
    }
  }

  /** Confluent's command line finds the parts of a component by their places. */
  @ParameterizedTest
  @EnumSource
  void aPluginIsAComponentOfConfluentHub(Contents contents) throws Exception {
    Plugin plugin = Plugin.unpack(contents.module(), folder);
    JsonNode manifest = plugin.json("manifest.json");

    assertThat(manifest.path("name").asText()).isEqualTo(contents.module());
    assertThat(manifest.path("component_types"))
        .extracting(JsonNode::asText)
        .containsExactly(contents.type(), "converter");
    assertThat(plugin.folder())
        .isEqualTo(
            "%s-%s-%s",
            manifest.at("/owner/username").asText(),
            manifest.path("name").asText(),
            manifest.path("version").asText());
    assertThat(plugin.entries()).containsExactlyInAnyOrder("manifest.json", "lib", "etc", "doc");
    assertThat(manifest.toString()).doesNotContain("${");
  }

  @ParameterizedTest
  @EnumSource
  void aPluginHasAConfigurationToStartFrom(Contents contents) throws Exception {
    Plugin plugin = Plugin.unpack(contents.module(), folder);

    String example = contents.module().replace("-connector", ".json");
    assertThat(plugin.ownClasses())
        .contains(plugin.json("etc/" + example).at("/config/connector.class").asText());
  }

  @ParameterizedTest
  @EnumSource
  void aPluginIsNotLargerThanThis(Contents contents) throws Exception {
    assertThat(Files.size(Folders.pluginZip(contents.module()))).isLessThan(contents.bytes);
  }

  /** The oldest and the newest worker have different libraries of their own. */
  @ParameterizedTest
  @CsvSource({
    "MILVUS_SOURCE, connect",
    "MILVUS_SOURCE, kafka",
    "MILVUS_SINK, connect",
    "MILVUS_SINK, kafka",
    "OCEANBASE_SOURCE, connect",
    "OCEANBASE_SOURCE, kafka",
    "OCEANBASE_SINK, connect",
    "OCEANBASE_SINK, kafka"
  })
  void everyClassOfTheConnectorLoads(Contents contents, String server) throws Exception {
    Plugin plugin = Plugin.unpack(contents.module(), folder);

    try (URLClassLoader loader = plugin.load(server)) {
      for (String name : plugin.ownClasses()) {
        assertThatCode(() -> Class.forName(name, true, loader).getDeclaredMethods())
            .as(name)
            .doesNotThrowAnyException();
      }
    }
  }

  /** By its services file, which is all that a worker with {@code service_load} looks at. */
  @ParameterizedTest
  @CsvSource({
    "MILVUS_SOURCE, connect",
    "MILVUS_SOURCE, kafka",
    "MILVUS_SINK, connect",
    "MILVUS_SINK, kafka",
    "OCEANBASE_SOURCE, connect",
    "OCEANBASE_SOURCE, kafka",
    "OCEANBASE_SINK, connect",
    "OCEANBASE_SINK, kafka"
  })
  void aWorkerFindsTheConverter(Contents contents, String server) throws Exception {
    Plugin plugin = Plugin.unpack(contents.module(), folder);

    try (URLClassLoader loader = plugin.load(server)) {
      Class<?> type = loader.loadClass("org.apache.kafka.connect.storage.Converter");
      assertThat(ServiceLoader.load(type, loader))
          .extracting(converter -> converter.getClass().getName())
          .contains("io.vecbridge.converter.JsonConverter");
    }
  }
}
