// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.tool.report.RecordLines.Format;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class RecordLinesTest {
  private final RecordLines lines = new RecordLines(List.of("records", "table", "reason"));

  @Test
  void aTableHasColumns() {
    lines.add(12, "db.a", "too long");
    lines.add(3, "db.books", "another\nreason");

    assertThat(lines(Format.TABLE))
        .containsExactly(
            "records  table     reason",
            "     12  db.a      too long",
            "      3  db.books  another reason");
  }

  @Test
  void textsThatAreTooLongForATableFollowBelow() {
    String reason = "reason ".repeat(20).strip();
    lines.add(12, "db.a", "too long");
    lines.add(3, "db.books", reason);

    assertThat(lines(Format.TABLE))
        .containsExactly(
            "records  table", "     12  db.a", "  too long", "      3  db.books", "  " + reason);
  }

  @Test
  void onATerminalLongNamesAreShortened() {
    lines.add(12, "t".repeat(200), "too long");

    assertThat(lines.lines(Format.TABLE, Ansi.ON).get(1)).hasSize(120).contains("tt..tt");
    assertThat(lines(Format.TABLE).get(1)).hasSize(209);
  }

  @Test
  void aTableWithoutRecordsSaysSo() {
    assertThat(lines(Format.TABLE)).containsExactly("There are none.");
    assertThat(lines(Format.CSV)).containsExactly("records,table,reason");
    assertThat(lines(Format.JSON)).isEmpty();
  }

  @Test
  void csvQuotesWhatWouldEndAField() {
    lines.add(1, "t", "a \"b\", c");

    assertThat(lines(Format.CSV)).containsExactly("records,table,reason", "1,t,\"a \"\"b\"\", c\"");
  }

  @Test
  void jsonIsOneObjectALine() {
    lines.add(1, "t", "a");
    lines.add(2, "t", "b");

    assertThat(lines(Format.JSON))
        .containsExactly(
            "{\"records\":1,\"table\":\"t\",\"reason\":\"a\"}",
            "{\"records\":2,\"table\":\"t\",\"reason\":\"b\"}");
  }

  private List<String> lines(Format format) {
    return lines.lines(format, Ansi.OFF);
  }
}
