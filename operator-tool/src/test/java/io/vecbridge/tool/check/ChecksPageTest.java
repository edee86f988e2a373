// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.config.Prechecks;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChecksPageTest {
  private static final Path PAGE = Path.of("../docs/checks.md");

  @ParameterizedTest
  @MethodSource("connectors")
  void thePageHasEveryCheckOfTheConnectorAndNoOther(String title, Prechecks.Check[] checks)
      throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .dropWhile(line -> !line.equals("## " + title))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("`")[1])
            .toList();
    assertThat(rows).containsExactlyElementsOf(names(checks));
  }

  private static List<String> names(Prechecks.Check[] checks) {
    return Arrays.stream(checks).map(Prechecks.Check::text).toList();
  }

  static List<Arguments> connectors() {
    return List.of(
        Arguments.of("Milvus source", MilvusSourceConfig.Check.values()),
        Arguments.of("OceanBase sink", OceanBaseSinkConfig.Check.values()),
        Arguments.of("OceanBase source", OceanBaseSourceConfig.Check.values()),
        Arguments.of("Milvus sink", MilvusSinkConfig.Check.values()));
  }
}
