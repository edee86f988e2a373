// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.tool.config.Connector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers of the sizing page are those of the files and of the benchmarks. */
class SizingPageTest {
  private static final List<String> SIZES = List.of("small", "medium", "large");
  private static final String HEAP = "KAFKA_HEAP_OPTS";
  private static final Pattern OPTION = Pattern.compile("`([a-z]+(?:\\.[a-z]+)+)`");
  private static final Pattern AMOUNT = Pattern.compile("(\\d+)(?: (KiB|MiB))?");
  private static final Pattern RATE = Pattern.compile("\\d{1,3}(?:,\\d{3})+");

  /**
   * A line of a table.
   *
   * @param cells without the outer bars
   */
  record Line(List<String> cells) {
    @Override
    public String toString() {
      return cells.get(0);
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void theFilesOfEachSizeHaveTheValueOfTheirColumn(Line line) {
    Matcher option = OPTION.matcher(line.cells().get(0));
    assertThat(option.find()).isTrue();
    List<String> connectors = connectors(line.cells().get(0));
    assertThat(connectors).isNotEmpty();
    for (int i = 0; i < SIZES.size(); i++) {
      for (String connector : connectors) {
        Path file = Page.ROOT.resolve("config").resolve(SIZES.get(i)).resolve(connector + ".json");
        assertThat(Connector.ofFile(file).options())
            .as(file.toString())
            .containsEntry(option.group(1), amount(line.cells().get(i + 1)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("heaps")
  void theEnvironmentOfEachWorkerHasTheHeapOfItsColumn(Line line) throws IOException {
    for (int i = 0; i < SIZES.size(); i++) {
      assertThat(Page.ROOT.resolve("config").resolve(SIZES.get(i)).resolve("worker.env"))
          .content()
          .contains("-Xmx" + line.cells().get(i + 1) + "\"");
    }
  }

  @ParameterizedTest
  @MethodSource("rates")
  void everyRateIsAFigureOfTheBenchmarks(Line line) throws IOException {
    String benchmarks = Files.readString(Page.ROOT.resolve("docs/benchmarks.md"));
    for (String cell : line.cells()) {
      Matcher rate = RATE.matcher(cell);
      while (rate.find()) {
        assertThat(benchmarks).contains(rate.group());
      }
    }
  }

  private static List<String> connectors(String cell) {
    String whose = cell.contains(":") ? cell.substring(0, cell.indexOf(':')) : "";
    return switch (whose) {
      case "Milvus source" -> List.of("milvus-source");
      case "OceanBase source" -> List.of("oceanbase-source");
      case "Milvus sink" -> List.of("milvus-sink");
      case "OceanBase sink" -> List.of("oceanbase-sink");
      case "sources" -> List.of("milvus-source", "oceanbase-source");
      case "sinks" -> List.of("milvus-sink", "oceanbase-sink");
      case "" ->
          cell.contains("of each connector")
              ? List.copyOf(ConnectorOptions.CONNECTORS.keySet())
              : List.of("milvus-source", "oceanbase-source");
      default -> List.of();
    };
  }

  private static String amount(String cell) {
    Matcher amount = AMOUNT.matcher(cell);
    assertThat(amount.matches()).as(cell).isTrue();
    long unit = amount.group(2) == null ? 1 : amount.group(2).equals("KiB") ? 1 << 10 : 1 << 20;
    return String.valueOf(Long.parseLong(amount.group(1)) * unit);
  }

  static Stream<Line> options() {
    return lines()
        .filter(line -> OPTION.matcher(line.cells().get(0)).find())
        .filter(line -> !line.cells().get(0).contains(HEAP));
  }

  static Stream<Line> heaps() {
    return lines().filter(line -> line.cells().get(0).contains(HEAP));
  }

  static Stream<Line> rates() {
    return lines().filter(line -> line.cells().stream().anyMatch(RATE.asPredicate()));
  }

  private static Stream<Line> lines() {
    List<Line> lines = new ArrayList<>();
    Page.all().stream()
        .filter(page -> page.name().equals("sizing"))
        .flatMap(page -> page.prose().stream())
        .filter(text -> text.startsWith("| "))
        .forEach(text -> lines.add(new Line(List.of(text.substring(2).split(" +[|] *")))));
    return lines.stream();
  }
}
