// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text in columns that are as wide as their widest text. Names are shortened if a line
 * would otherwise be too long for a terminal.
 */
final class TextTable {
  /** Columns of a terminal. */
  static final int WIDTH = 120;

  private static final int SHORTEST_NAME = 20;
  private static final String GAP = "  ";
  private static final String ELLIPSIS = "..";

  private final List<List<String>> rows;
  private final Columns names;
  private final Columns numbers;
  private final int[] widths;

  /** Adjacent columns, from 0. */
  record Columns(int first, int last) {
    static final Columns NONE = new Columns(0, -1);

    boolean contains(int column) {
      return column >= first && column <= last;
    }
  }

  /**
   * Of rows of the same length.
   *
   * @param names columns of names
   * @param numbers columns of numbers, which end at the right
   */
  TextTable(List<List<String>> rows, Columns names, Columns numbers) {
    this.rows = List.copyOf(rows);
    this.names = names;
    this.numbers = numbers;
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
      int widest = names.first();
      for (int i = names.first() + 1; i <= names.last(); i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (names.last() < names.first() || widths[widest] <= SHORTEST_NAME) {
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
      String cell = names.contains(i) ? shortened(text, widths[i]) : text;
      String padding = " ".repeat(widths[i] - cell.length());
      cells.add(numbers.contains(i) ? padding + cell : cell + padding);
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
