// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The columns of a key in statements: read as a cursor, which an offset can hold, and bound again.
 * Immutable.
 */
public final class KeyColumns {
  private final List<CapturedColumn> columns;

  KeyColumns(List<CapturedColumn> columns) {
    this.columns = List.copyOf(columns);
  }

  public List<CapturedColumn> columns() {
    return columns;
  }

  /** Number of columns, of result columns of {@link #selectList} and of parameters of a cursor. */
  public int size() {
    return columns.size();
  }

  /** Whether all of them tell apart what differs in a byte. */
  public boolean exact() {
    return columns.stream().allMatch(column -> column.definition().exact());
  }

  /** {@code `a`, HEX(`b`)}: what {@link #read} reads. */
  public String selectList(String alias) {
    return alias;
  }

  /** {@code `a`, `b`}: the columns themselves, for ORDER BY. */
  public String names(String alias) {
    return alias;
  }

  /** {@code (`a`, `b`) > (?, ?)}: the rows after a cursor. */
  public String after(String alias) {
    return alias;
  }

  /** {@code (`a`, `b`) IN ((?, ?), (?, ?))}: the rows of some cursors. */
  public String in(String alias, int cursors) {
    return alias + cursors;
  }

  /** {@code n.`a` = o.`a` AND ..}: byte for byte, whatever the columns' collations. */
  public String same(String left, String right) {
    return left + right;
  }

  /** The cursor in a result row whose first column of {@link #selectList} is {@code first}. */
  public List<Object> read(ResultSet row, int first) throws SQLException {
    return List.of();
  }

  /**
   * Binds a cursor.
   *
   * @return the index after the last parameter
   * @throws IllegalArgumentException for a cursor that is not of these columns
   */
  public int bind(PreparedStatement statement, int first, List<?> cursor) throws SQLException {
    return first;
  }
}
