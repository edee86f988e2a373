// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.page;

import io.vecbridge.oceanbase.source.type.VectorText;

/**
 * How the vectors of one table are read: as integers, the faster text, as long as most rows of the
 * pages fit into it. The others are read a second time, so that integers are slower once they are
 * about two thirds of a page; then a number of pages is read as doubles, before integers are tried
 * again.
 */
public final class VectorReads {
  /** The page that tries integers again costs a third more. */
  private static final int PAGES_OF_DOUBLES = 32;

  private int pagesOfDoubles;

  /** The text for the next page. */
  VectorText text() {
    return pagesOfDoubles > 0 ? VectorText.DOUBLES : VectorText.INTEGERS;
  }

  /**
   * A page was read in {@link #text}.
   *
   * @param rounded how many of its rows that text did not hold
   */
  void read(int rows, int rounded) {
    if (pagesOfDoubles > 0) {
      pagesOfDoubles--;
    } else if (rounded > rows / 2) {
      pagesOfDoubles = PAGES_OF_DOUBLES;
    }
  }
}
