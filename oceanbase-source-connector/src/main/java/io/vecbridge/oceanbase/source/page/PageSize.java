// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.page;

import io.vecbridge.oceanbase.source.schema.TableRow;
import java.util.List;

/** How many rows the next page asks for, so that it holds a few megabytes whatever the rows are. */
public final class PageSize {
  private static final long AIM = 4L << 20;
  private static final int FIRST = 100;

  private final int most;
  private int rows;

  /**
   * @param most rows of any page
   */
  public PageSize(int most) {
    this.most = most;
    this.rows = Math.min(FIRST, most);
  }

  /** The most rows of any page. */
  public int most() {
    return most;
  }

  /** Rows of the next page of whole rows. */
  public int rows() {
    return rows;
  }

  /** Learns from a page that was read; says how many bytes it had. */
  public long learn(List<TableRow> page) {
    long bytes = 0;
    for (TableRow row : page) {
      bytes += row.bytes();
    }
    if (!page.isEmpty()) {
      long each = Math.max(1, bytes / page.size());
      rows = (int) Math.max(1, Math.min(most, AIM / each));
    }
    return bytes;
  }
}
