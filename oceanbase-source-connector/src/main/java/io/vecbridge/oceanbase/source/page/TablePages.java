// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.page;

import io.vecbridge.common.rate.PageSize;
import io.vecbridge.oceanbase.source.schema.TableRow;
import java.sql.SQLException;
import java.util.List;

/**
 * Pages of one table as it was at some SCN, each in the order of the row key and after a cursor (an
 * empty one for the first page). A page that is not full, by rows or by bytes, is the last.
 */
public interface TablePages {
  /**
   * Bytes of rows or keys after which a page ends, however many were asked for: rows of one table
   * can differ a lot, so a number of rows alone bounds nothing.
   */
  int MOST_BYTES = 4 * PageSize.TARGET_BYTES;

  /**
   * Rows of the table as of an SCN.
   *
   * @param filter an SQL condition; empty for all rows
   */
  List<TableRow> rows(long scn, String filter, List<Object> after, int limit) throws SQLException;

  /** Row keys of rows that exist at {@code high} and were written after {@code low}. */
  List<List<Object>> changedKeys(long low, long high, List<Object> after, int limit)
      throws SQLException;

  /** The rows of some row keys, all of which exist at that SCN; the first ones if it is full. */
  List<TableRow> rowsOf(long scn, List<List<Object>> keys) throws SQLException;

  /** Rows that existed at {@code low} and whose record key no longer exists at {@code high}. */
  List<TableRow> deleted(long low, long high, List<Object> after, int limit) throws SQLException;

  /** The number of rows at an SCN. */
  long count(long scn) throws SQLException;

  /**
   * Reads something of each partition as it was at an SCN, without a result.
   *
   * @throws SQLException if the server refuses it, above all since the table was another then
   */
  void probe(long scn) throws SQLException;

  /** The next page of a snapshot of all rows. */
  default Page page(long scn, List<Object> after, PageSize size) throws SQLException {
    return page(scn, "", after, size);
  }

  /**
   * The next page of a snapshot, of as many rows as the size allows.
   *
   * @param filter an SQL condition; empty for all rows
   */
  default Page page(long scn, String filter, List<Object> after, PageSize size)
      throws SQLException {
    int limit = size.rows();
    List<TableRow> rows = rows(scn, filter, after, limit);
    long bytes = TableRow.bytes(rows);
    size.seen(rows.size(), bytes);
    return new Page(rows, bytes, rows.size() < limit && bytes < MOST_BYTES);
  }

  /**
   * A page of a snapshot.
   *
   * @param bytes about what it took to read the rows
   */
  record Page(List<TableRow> rows, long bytes, boolean last) {
    /** Whether no more rows follow one of them. */
    public boolean endsAt(int row) {
      return last && row == rows.size() - 1;
    }
  }
}
