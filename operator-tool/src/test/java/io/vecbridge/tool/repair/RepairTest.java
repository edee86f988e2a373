// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.relational.TableId;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.pair.ObjectPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sink that a repair writes with. */
class RepairTest {
  private static final ObjectPair PAIR =
      new ObjectPair(
          true,
          new TableId("shop", null, "goods"),
          new TableName("shop", "goods"),
          "milvus.shop.goods",
          null);

  @ParameterizedTest
  @MethodSource("sinks")
  void itAcceptsTheOptionsOfEverySinkThatIsShipped(Path file) {
    Connector sink = Connector.ofFile(file);

    Map<String, String> options = Repair.options(sink.options(), PAIR);

    if (sink.type().contains(".milvus.")) {
      MilvusSinkConfig.of(options);
    } else {
      OceanBaseSinkConfig.of(options);
    }
    assertThat(options)
        .containsEntry("topics", "milvus.shop.goods")
        .containsEntry("errors.tolerance", "none")
        .doesNotContainKeys("topics.regex", "errors.deadletterqueue.topic.name");
  }

  static List<Path> sinks() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", "config"))) {
      return files
          .filter(file -> file.toString().endsWith("-sink.json"))
          .filter(
              file -> !file.getParent().endsWith("secured")) // whose certificates are on a worker
          .sorted()
          .toList();
    }
  }
}
