// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.page;

import io.vecbridge.oceanbase.source.schema.TableRow;
import java.sql.SQLException;
import java.util.List;

/** A table that doesn't exist. */
final class GoneTable implements TablePages {
  private static SQLException gone() {
    return new SQLException("gone", "42S02", 1146);
  }

  @Override
  public List<TableRow> rows(long when, String filter, List<Object> after, int limit)
      throws SQLException {
    throw gone();
  }

  @Override
  public List<List<Object>> changedKeys(long low, long high, List<Object> after, int limit)
      throws SQLException {
    throw gone();
  }

  @Override
  public List<TableRow> rowsOf(long when, List<List<Object>> keys) throws SQLException {
    throw gone();
  }

  @Override
  public List<TableRow> deleted(long low, long high, List<Object> after, int limit)
      throws SQLException {
    throw gone();
  }

  @Override
  public long count(long when) throws SQLException {
    throw gone();
  }

  @Override
  public void probe(long when) throws SQLException {
    throw gone();
  }
}
