// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.tool.report.TextTable.Columns;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void columnsAreAsWideAsTheirWidestText() {
    TextTable table =
        new TextTable(
            List.of(List.of("name", "n", "x"), List.of("a", "1,000", "y")),
            new Columns(0, 0),
            new Columns(1, 1));

    assertThat(table.line(0)).isEqualTo("name      n  x");
    assertThat(table.line(1)).isEqualTo("a     1,000  y");
  }

  @Test
  void longNamesAreShortenedUntilALineFitsATerminal() {
    String name = "first" + "n".repeat(200) + "last";
    TextTable table =
        new TextTable(List.of(List.of(name, "short", "12")), new Columns(0, 1), new Columns(2, 2));

    assertThat(table.line(0))
        .hasSize(120)
        .startsWith("firstnn")
        .contains("nn..nn")
        .endsWith("nnlast  short  12");
  }

  @Test
  void whatIsNoNameIsNeverShortened() {
    String reason = "r".repeat(200);
    TextTable table =
        new TextTable(List.of(List.of("n".repeat(30), reason)), new Columns(0, 0), Columns.NONE);

    assertThat(table.line(0)).isEqualTo("n".repeat(9) + ".." + "n".repeat(9) + "  " + reason);
  }
}
