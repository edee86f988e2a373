// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

/**
 * The text of one collection's way into its table:
 *
 * <pre>products  [##############......]   4,200 of  6,000 rows   1,930 rows/s</pre>
 */
record ProgressBar(String name, long total, boolean unicode) {
  private static final int WIDTH = 24;

  /**
   * The bar so far.
   *
   * @param rows how many rows have arrived
   * @param rowsPerSecond 0 if it isn't known
   */
  String at(long rows, long rowsPerSecond) {
    long whole = Math.max(total, 1);
    int full = (int) Math.min(WIDTH, Math.max(0, rows) * WIDTH / whole);
    String rate = rowsPerSecond > 0 ? Screen.count(rowsPerSecond) + " rows/s" : "";
    return String.format(
            "%-9s %s  %6s of %6s rows  %13s",
            name, bar(full), Screen.count(rows), Screen.count(total), rate)
        .stripTrailing();
  }

  private String bar(int full) {
    return unicode
        ? "━".repeat(full) + "┄".repeat(WIDTH - full)
        : "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "]";
  }
}
