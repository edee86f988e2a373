// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * One column type: its Connect schema, and how a value of it is read exactly, from a SELECT and
 * from a binlog. Stateless.
 */
public abstract class ColumnType {
  /** What {@link #logged} gives for a value that the log has in a rounded form. */
  public static final Object ROUNDED = new Rounded(0);

  /** A builder of the type's Connect schema, without optionality, parameters and doc. */
  public abstract SchemaBuilder schema();

  /**
   * The expression that reads the column exactly.
   *
   * @param column the column's name, quoted and, if a query needs it, with the table's alias
   */
  public String expression(String column) {
    return column;
  }

  /** The expression that reads the column in a text of its vectors. */
  public String expression(String column, VectorText text) {
    return expression(column);
  }

  /**
   * The value that {@link #expression} gave, ready for {@link #connect}; null for NULL.
   *
   * @param index of the column in the result, from 1
   */
  public abstract Object read(ResultSet row, int index) throws SQLException;

  /**
   * The value that the expression of a text gave, or {@link #ROUNDED} if that text can't hold it;
   * null for NULL.
   */
  public Object read(ResultSet row, int index, VectorText text) throws SQLException {
    return read(row, index);
  }

  /**
   * The value of a binlog's cell, as {@link #read} would give it, or {@link #ROUNDED}; never called
   * with null.
   *
   * @param cell a number, bytes (of texts in the column's character set; of dates and times as SQL
   *     texts in UTC; of bits big-endian), or for JSON a text
   */
  public abstract Object logged(Object cell);

  /**
   * The struct's value for one that {@link #read} returned; never called with null.
   *
   * @param schema of the column's field
   */
  public Object connect(Object value, Schema schema) {
    return value;
  }

  /** How values of this type stand in offsets and statements, or null if it can't be a key. */
  public KeyType key() {
    return null;
  }

  /**
   * Stands for a value that is known in a rounded form only: its row is to be read again.
   *
   * @param elements of the vector that was read
   */
  public record Rounded(int elements) {}
}
