// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * A text whose further lines are indented as the first one is. It is broken between words on a
 * terminal, and in no other place, so that it can be searched in files.
 *
 * @param first what the first line begins with
 * @param text the words
 */
public record Paragraph(String first, String text) {
  /** The lines on a terminal, or anywhere else. */
  public List<String> lines(Ansi ansi) {
    if (!ansi.enabled()) {
      return List.of(first + text);
    }
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    String gap = "";
    for (String word : text.split(" ")) {
      boolean fits = line.length() + gap.length() + word.length() <= TextTable.WIDTH;
      if (!fits && !gap.isEmpty()) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(first.length()));
        gap = "";
      }
      line.append(gap).append(word);
      gap = " ";
    }
    lines.add(line.toString());
    return lines;
  }
}
