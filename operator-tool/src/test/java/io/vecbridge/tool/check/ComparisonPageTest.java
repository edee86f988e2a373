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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.api.Test;

/** The comparison with OMS names no option, and no value of one, that doesn't exist. */
class ComparisonPageTest {
  private static final Path PAGE = Path.of("../docs/comparison-with-oms.md");
  private static final Pattern OPTION = Pattern.compile("`([a-z]+([._][a-z]+)+)(=[a-z_]+)?`");
  private static final Set<String> OF_CONNECT =
      Set.of("tasks.max", "topic.creation.default.retention.ms");
  private static final Set<String> OTHER_NAMES = Set.of("initial_only", "no_data", "when_needed");

  private final List<Connector> connectors =
      List.of(
          new MilvusSourceConnector(),
          new OceanBaseSinkConnector(),
          new OceanBaseSourceConnector(),
          new MilvusSinkConnector());

  @Test
  void everyOptionThatThePageNamesExists() throws IOException {
    Set<String> options = new HashSet<>(OF_CONNECT);
    connectors.forEach(connector -> options.addAll(connector.config().names()));
    Set<String> named = new TreeSet<>();
    Matcher matcher = OPTION.matcher(Files.readString(PAGE));
    while (matcher.find()) {
      named.add(matcher.group(1));
    }
    named.removeAll(OTHER_NAMES);
    assertThat(named).hasSizeGreaterThan(40).isSubsetOf(options);
  }

  @Test
  void everyValueThatThePageGivesAnOptionIsOneOfAConnector() throws IOException {
    Set<String> wrong = new TreeSet<>();
    int values = 0;
    Matcher matcher = OPTION.matcher(Files.readString(PAGE));
    while (matcher.find()) {
      if (matcher.group(3) != null) {
        String option = matcher.group(1);
        String value = matcher.group(3).substring(1);
        values++;
        if (connectors.stream().noneMatch(connector -> accepts(connector, option, value))) {
          wrong.add(option + "=" + value);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(values).isGreaterThan(8);
  }

  private static boolean accepts(Connector connector, String option, String value) {
    return connector.validate(Map.of(option, value)).configValues().stream()
        .filter(each -> each.name().equals(option))
        .anyMatch(each -> each.errorMessages().isEmpty());
  }
}
