// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import io.vecbridge.tool.check.CheckItem;
import io.vecbridge.tool.check.CheckItem.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** The checks of the connectors as text: a line each, and what to do below those that failed. */
public final class CheckScreen {
  private static final int STATE_WIDTH = 9;

  private final Ansi ansi;

  /** With or without colours. */
  public CheckScreen(Ansi ansi) {
    this.ansi = ansi;
  }

  /** The lines of some checks, and their sum. */
  public List<String> lines(List<CheckItem> items) {
    List<String> lines = new ArrayList<>();
    int width = items.stream().mapToInt(item -> item.connector().length()).max().orElse(0);
    for (CheckItem item : items) {
      lines.add(
          new Colours(ansi).of(style(item.state()), padded(item.state().text(), STATE_WIDTH))
              + padded(item.connector(), width + 2)
              + item.item());
      if (!item.message().isEmpty()) {
        lines.addAll(new Paragraph(" ".repeat(STATE_WIDTH), item.message()).lines(ansi));
      }
    }
    lines.add("");
    lines.add(new Colours(ansi).of(style(worst(items)), sum(items)));
    return lines;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String style(State state) {
    return switch (state) {
      case PASSED -> "green";
      case FAILED -> "red";
      case SKIPPED, OPEN -> "faint";
    };
  }

  private static State worst(List<CheckItem> items) {
    return count(items, State.FAILED) > 0 ? State.FAILED : State.PASSED;
  }

  private static String sum(List<CheckItem> items) {
    return TextReport.counted(items.size(), "check")
        + Arrays.stream(State.values())
            .filter(state -> count(items, state) > 0)
            .map(state -> count(items, state) + " " + state.text())
            .collect(Collectors.joining(", ", ": ", ""));
  }

  private static long count(List<CheckItem> items, State state) {
    return items.stream().filter(item -> item.state() == state).count();
  }
}
