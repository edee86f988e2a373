// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.tool.report.RecordLines.Format;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordLinesTest {
  private final RecordLines lines = new RecordLines(List.of("records", "reason"));

  @Test
  void aTableHasColumns() {
    lines.add(12, "too long");

    assertThat(lines.lines(Format.TABLE)).containsExactly("records  reason", "12       too long");
  }

  @Test
  void csvQuotesWhatWouldEndAField() {
    lines.add(1, "a \"b\", c");

    assertThat(lines.lines(Format.CSV)).containsExactly("records,reason", "1,\"a \"\"b\"\", c\"");
  }

  @Test
  void jsonIsOneObjectALine() {
    lines.add(1, "a");
    lines.add(2, "b");

    assertThat(lines.lines(Format.JSON))
        .containsExactly("{\"records\":1,\"reason\":\"a\"}", "{\"records\":2,\"reason\":\"b\"}");
  }
}
