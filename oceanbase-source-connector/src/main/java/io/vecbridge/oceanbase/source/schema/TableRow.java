// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.schema;

import io.vecbridge.common.source.emit.Floats;
import io.vecbridge.oceanbase.source.type.ColumnType.Rounded;
import io.vecbridge.oceanbase.source.type.SparseVector;
import java.util.List;

/**
 * A row as it was read.
 *
 * @param cursor its row key, by which the table is paged
 * @param values its columns' values, or for a deleted row only those of the record key
 * @param matches whether the table's row filter holds for it
 */
public record TableRow(List<Object> cursor, Object[] values, boolean matches) {
  private static final int DIGITS = 20;
  private static final int SCALAR = 16;
  private static final int ARRAY_OF_DIGITS = 5;

  /** A row of a table without a filter, or one that it holds for. */
  public TableRow(List<Object> cursor, Object[] values) {
    this(cursor, values, true);
  }

  /** Whether one of its values is to be read again. */
  public boolean isRounded() {
    for (Object value : values) {
      if (value instanceof Rounded) {
        return true;
      }
    }
    return false;
  }

  /** About how many bytes it took to read the row: the elements of vectors come as digits. */
  public long bytes() {
    return bytes(values);
  }

  /** About how many bytes it took to read these rows. */
  public static long bytes(List<TableRow> rows) {
    long bytes = 0;
    for (TableRow row : rows) {
      bytes += row.bytes();
    }
    return bytes;
  }

  /** About how many bytes it took to read a row key (cursor). */
  public static long keyBytes(List<Object> cursor) {
    return bytes(cursor.toArray());
  }

  /** About how many bytes it took to read these values. */
  public static long bytes(Object[] values) {
    long bytes = 0;
    for (Object value : values) {
      bytes += bytes(value, SCALAR);
    }
    return bytes;
  }

  /**
   * About how many bytes it took to read a value.
   *
   * @param other of whatever is no list, bytes or text
   */
  private static long bytes(Object value, long other) {
    if (value instanceof Floats floats) {
      return (long) DIGITS * floats.size();
    }
    if (value instanceof List<?> list) {
      long bytes = 0;
      for (Object element : list) {
        bytes += bytes(element, DIGITS);
      }
      return bytes;
    }
    if (value instanceof byte[] array) {
      return (long) ARRAY_OF_DIGITS * array.length;
    }
    if (value instanceof Rounded vector) {
      return (long) DIGITS * vector.elements();
    }
    if (value instanceof SparseVector vector) {
      return (long) DIGITS * vector.size();
    }
    return value instanceof String text ? text.length() : other;
  }
}
