// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.tool.check.CheckItem;
import io.vecbridge.tool.check.CheckItem.State;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class CheckScreenTest {
  private final CheckScreen screen = new CheckScreen(Ansi.OFF);

  @Test
  void everyCheckHasALineAndWhatToDoIsBelow() {
    assertThat(
            screen.lines(
                List.of(
                    new CheckItem("milvus-source", "milvus.reachable", State.FAILED, "Start it."),
                    new CheckItem("milvus-source", "milvus.version", State.OPEN, ""),
                    new CheckItem("oceanbase-sink", "table.columns", State.PASSED, ""),
                    new CheckItem("oceanbase-sink", "table.sources", State.SKIPPED, ""))))
        .containsExactly(
            "failed   milvus-source   milvus.reachable",
            "         Start it.",
            "open     milvus-source   milvus.version",
            "passed   oceanbase-sink  table.columns",
            "skipped  oceanbase-sink  table.sources",
            "",
            "4 checks: 1 passed, 1 failed, 1 skipped, 1 open");
  }

  @Test
  void theColourOfTheSumIsThatOfTheWorst() {
    CheckItem passed = new CheckItem("a", "b", State.PASSED, "");
    CheckItem failed = new CheckItem("a", "c", State.FAILED, "d");

    assertThat(last(List.of(passed))).isEqualTo(coloured("green", "1 check: 1 passed"));
    assertThat(last(List.of(passed, failed)))
        .isEqualTo(coloured("red", "2 checks: 1 passed, 1 failed"));
  }

  private static String last(List<CheckItem> items) {
    List<String> lines = new CheckScreen(Ansi.ON).lines(items);
    return lines.get(lines.size() - 1);
  }

  private static String coloured(String style, String text) {
    return new Colours(Ansi.ON).of(style, text);
  }
}
