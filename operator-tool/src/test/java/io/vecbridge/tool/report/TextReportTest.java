// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.tool.verify.TableResult.Outcome;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TextReportTest {
  private final TextReport report = new TextReport(Ansi.OFF);

  @Test
  void everyCollectionHasALineAndItsNotes() {
    assertThat(
            report.lines(
                Results.report(
                    Results.equal("products", 1_234_567),
                    Results.different("users", 1_000, 4),
                    Results.failed("gone", "Table default.gone does not exist."))))
        .containsExactly(
            "source            target                 rows  target rows  missing  extra  different"
                + "  result",
            "default.products  default.products  1,234,567    1,234,567        0      0          0"
                + "  equal",
            "default.users     default.users         1,000        1,000        1      1          4"
                + "  different",
            "default.gone      default.gone              0            0        0      0          0"
                + "  failed",
            "  default.users: differs in embedding (4), title (2)",
            "  default.gone: Table default.gone does not exist.",
            "",
            "3 objects: 1 equal, 1 different, 1 failed; 1,235,567 rows in 12.3 s");
  }

  @Test
  void nothingCapturedIsShownAndNoSuccess() {
    assertThat(Results.report().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(report.lines(Results.report()))
        .containsExactly("Nothing is captured that the options include.");
  }
}
