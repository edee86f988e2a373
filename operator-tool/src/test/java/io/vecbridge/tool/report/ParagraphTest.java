// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ParagraphTest {
  @Test
  void aTerminalShowsALongTextInIndentedLines() {
    String word = "word ".repeat(22).strip();

    assertThat(new Paragraph("PROBLEM: ", word + " more words").lines(Ansi.ON))
        .containsExactly("PROBLEM: " + word, "         more words");
  }

  @Test
  void aWordThatIsTooLongIsNotBroken() {
    String word = "x".repeat(200);

    assertThat(new Paragraph("1. ", word + " and " + word).lines(Ansi.ON))
        .containsExactly("1. " + word, "   and", "   " + word);
  }

  @Test
  void aFileHasTheTextInOneLine() {
    String text = "word ".repeat(100).strip();

    assertThat(new Paragraph("- ", text).lines(Ansi.OFF)).containsExactly("- " + text);
  }
}
