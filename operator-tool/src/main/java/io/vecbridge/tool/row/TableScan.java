// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.row;

import io.vecbridge.common.rate.PageSize;
import java.sql.SQLException;
import java.util.List;

/** The rows of a table in the order of a key, read page by page. */
public final class TableScan {
  private final TableSide table;
  private final TableQueries.Range range;
  private final boolean withValues;
  private final PageSize size;
  private List<TableEntry> page = List.of();
  private TableEntry last;
  private int next;
  private boolean ended;

  TableScan(TableSide table, TableQueries.Range range, boolean withValues) {
    this.table = table;
    this.range = range;
    this.withValues = withValues;
    this.size = table.pageSize();
  }

  /** The next row, or null at the end. */
  public TableEntry next() throws SQLException {
    if (next == page.size() && !ended) {
      int limit = size.rows();
      page = table.read(range.page(last, limit), withValues);
      size.seen(page.size(), page.stream().mapToLong(TableEntry::bytes).sum());
      next = 0;
      ended = page.size() < limit;
      last = page.isEmpty() ? last : page.get(page.size() - 1);
    }
    return next < page.size() ? page.get(next++) : null;
  }
}
