// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.rate;

/**
 * How many rows the next page asks for: about {@value #TARGET_BYTES} bytes by the size of the rows
 * seen last. Larger pages are not faster, take memory, and are refused by a server at some size.
 */
public final class PageSize {
  /** Bytes of a page. */
  public static final int TARGET_BYTES = 4 << 20;

  // Where nothing is known of the rows.
  private static final int FIRST_ROWS = 100;

  // Rows of one table can differ a lot, so a page grows in steps.
  private static final int MAX_GROWTH = 4;
  private static final int SHRINK = 4;
  private static final int PAGES_BEFORE_RISE = 32;

  private final int limit;
  private int rows;
  // The most rows after a page was too large, raised again after so many pages that were not: the
  // average of the rows seen is not sufficient if a few of them are much larger, and each page
  // that fails costs as much as one that doesn't.
  private int ceiling;
  private int pagesBelowCeiling;

  /** Of rows whose size is not known yet: a small page first. */
  public PageSize(int fetchSize) {
    this(fetchSize, TARGET_BYTES / FIRST_ROWS);
  }

  /**
   * @param fetchSize the most rows of a page ({@code snapshot.fetch.size})
   * @param estimatedRowBytes size of a row as the schema lets it expect
   */
  public PageSize(int fetchSize, long estimatedRowBytes) {
    limit = Math.max(1, fetchSize);
    ceiling = limit;
    rows = fitting(estimatedRowBytes);
  }

  /** The most rows of any page. */
  public int limit() {
    return limit;
  }

  /** Rows of the next page. */
  public int rows() {
    return rows;
  }

  /** Learns from a page that has come. */
  public void seen(int pageRows, long pageBytes) {
    if (pageRows == 0) {
      return;
    }
    if (ceiling < limit && ++pagesBelowCeiling == PAGES_BEFORE_RISE) {
      pagesBelowCeiling = 0;
      ceiling = Math.min(limit, ceiling * 2);
    }
    rows = Math.min(Math.min(fitting(pageBytes / pageRows), rows * MAX_GROWTH), ceiling);
  }

  /** Learns that a page was too large; false when it was of one row, so that nothing helps. */
  public boolean shrink() {
    if (rows == 1) {
      return false;
    }
    rows = Math.max(1, rows / SHRINK);
    ceiling = rows;
    pagesBelowCeiling = 0;
    return true;
  }

  private int fitting(long rowBytes) {
    return (int) Math.max(1, Math.min(limit, TARGET_BYTES / Math.max(1, rowBytes)));
  }
}
