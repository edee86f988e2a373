// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A key column's values as cursors: exact, and a primitive that Connect's offsets can hold (Long,
 * Double or String; binary as hex digits). What {@link #read} gave compares with the column, when
 * it is bound again, as the column's own value does.
 */
public interface KeyType {
  /** The expression that reads the cursor; the same column rules as in {@link ColumnType}. */
  String expression(String column);

  /** The cursor in a result of {@link #expression}. */
  Object read(ResultSet row, int index) throws SQLException;

  /**
   * Binds a cursor.
   *
   * @throws IllegalArgumentException for a value that is no cursor of this type
   */
  void bind(PreparedStatement statement, int index, Object cursor) throws SQLException;
}
