// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.page;

import io.vecbridge.oceanbase.source.schema.TableRow;
import java.sql.SQLException;
import java.util.List;

/**
 * Pages of one table as it was at some SCN, each in the order of the row key and behind a cursor
 * (an empty one for the first page). A page that is not full is the last.
 */
public interface TablePages {
  /** Rows of the table as it was at an SCN. */
  List<TableRow> rows(long scn, List<Object> after, int limit) throws SQLException;

  /** Row keys of rows that live at {@code high} and were written after {@code low}. */
  List<List<Object>> changedKeys(long low, long high, List<Object> after, int limit)
      throws SQLException;

  /** The rows of some row keys, all of which live at that SCN. */
  List<TableRow> rowsOf(long scn, List<List<Object>> keys) throws SQLException;

  /** Rows that lived at {@code low} and whose record key lives no more at {@code high}. */
  List<TableRow> deleted(long low, long high, List<Object> after, int limit) throws SQLException;

  /** The number of rows at an SCN. */
  long count(long scn) throws SQLException;
}
