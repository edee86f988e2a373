// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import java.util.List;

/** Rows of text in columns that are as wide as their widest text. */
final class TextTable {
  private final List<List<String>> rows;
  private final int firstNumber;
  private final int lastNumber;
  private final int[] widths;

  /** Of rows of the same length; some columns, which follow each other, are numbers. */
  TextTable(List<List<String>> rows, int firstNumber, int lastNumber) {
    this.rows = List.copyOf(rows);
    this.firstNumber = firstNumber;
    this.lastNumber = lastNumber;
    this.widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
  }

  /** One row. */
  String line(int number) {
    List<String> row = rows.get(number);
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - row.get(i).length());
      boolean right = i >= firstNumber && i <= lastNumber;
      line.append(right ? padding + row.get(i) : row.get(i) + padding).append("  ");
    }
    return line.toString().stripTrailing();
  }
}
