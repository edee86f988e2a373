// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text in columns that are as wide as their widest text. The names in the first columns are
 * shortened if a line would otherwise be too long for a terminal.
 */
final class TextTable {
  private static final int WIDTH = 120;
  private static final int SHORTEST_NAME = 20;
  private static final String GAP = "  ";
  private static final String ELLIPSIS = "..";

  private final List<List<String>> rows;
  private final int names;
  private final int firstNumber;
  private final int lastNumber;
  private final int[] widths;

  /**
   * Of rows of the same length.
   *
   * @param names how many columns at the beginning are names
   * @param firstNumber the first column that is a number; -1 if none is
   * @param lastNumber the last one
   */
  TextTable(List<List<String>> rows, int names, int firstNumber, int lastNumber) {
    this.rows = List.copyOf(rows);
    this.names = names;
    this.firstNumber = firstNumber;
    this.lastNumber = lastNumber;
    this.widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    fit();
  }

  /** Takes what is too much from the widest names. */
  private void fit() {
    int excess = GAP.length() * (widths.length - 1) - WIDTH;
    for (int width : widths) {
      excess += width;
    }
    while (excess > 0) {
      int widest = 0;
      for (int i = 1; i < names; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (names == 0 || widths[widest] <= SHORTEST_NAME) {
        return;
      }
      widths[widest]--;
      excess--;
    }
  }

  /** One row. */
  String line(int number) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      String text = rows.get(number).get(i);
      String cell = i < names ? shortened(text, widths[i]) : text;
      String padding = " ".repeat(widths[i] - cell.length());
      boolean right = i >= firstNumber && i <= lastNumber;
      cells.add(right ? padding + cell : cell + padding);
    }
    return String.join(GAP, cells).stripTrailing();
  }

  /** The beginning and the end of a name that is too long: both tell. */
  private static String shortened(String name, int longest) {
    if (name.length() <= longest) {
      return name;
    }
    int end = (longest - ELLIPSIS.length() + 1) / 2;
    return name.substring(0, longest - ELLIPSIS.length() - end)
        + ELLIPSIS
        + name.substring(name.length() - end);
  }
}
