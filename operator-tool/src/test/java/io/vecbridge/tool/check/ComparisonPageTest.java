// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.milvus.sink.MilvusSinkConnector;
import io.vecbridge.milvus.source.MilvusSourceConnector;
import io.vecbridge.oceanbase.sink.OceanBaseSinkConnector;
import io.vecbridge.oceanbase.source.OceanBaseSourceConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.api.Test;

/** The comparison with OMS names no option that doesn't exist. */
class ComparisonPageTest {
  private static final Path PAGE = Path.of("../docs/comparison-with-oms.md");
  private static final Pattern OPTION = Pattern.compile("`([a-z]+([._][a-z]+)+)(=[a-z_]+)?`");
  private static final Set<String> OF_CONNECT =
      Set.of("tasks.max", "topic.creation.default.retention.ms");
  private static final Set<String> OTHER_NAMES = Set.of("initial_only", "no_data", "when_needed");

  @Test
  void everyOptionThatThePageNamesExists() throws IOException {
    Set<String> options = new HashSet<>(OF_CONNECT);
    List<Connector> connectors =
        List.of(
            new MilvusSourceConnector(),
            new OceanBaseSinkConnector(),
            new OceanBaseSourceConnector(),
            new MilvusSinkConnector());
    connectors.forEach(connector -> options.addAll(connector.config().names()));
    Set<String> named = new TreeSet<>();
    Matcher matcher = OPTION.matcher(Files.readString(PAGE));
    while (matcher.find()) {
      named.add(matcher.group(1));
    }
    named.removeAll(OTHER_NAMES);
    assertThat(named).hasSizeGreaterThan(40).isSubsetOf(options);
  }
}
