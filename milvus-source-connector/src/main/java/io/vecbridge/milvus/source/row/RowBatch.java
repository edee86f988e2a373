// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.row;

import io.vecbridge.milvus.source.type.ColumnData;
import io.vecbridge.milvus.source.type.ColumnException;

/** The rows of one insert or one page, numbered from 0. A value is decoded on access. */
public final class RowBatch {
  private final RowLayout layout;
  private final ColumnData.Reader[] readers;
  private final int rows;
  private final long bytes;
  private final long bytesInMemory;

  RowBatch(
      RowLayout layout, ColumnData.Reader[] readers, int rows, long bytes, long bytesInMemory) {
    this.layout = layout;
    this.readers = readers;
    this.rows = rows;
    this.bytes = bytes;
    this.bytesInMemory = bytesInMemory;
  }

  /** The fields that {@link #value} counts. */
  public RowLayout layout() {
    return layout;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** The mean size of a row's captured columns in Milvus's own encoding, in bytes, rounded up. */
  public long bytesPerRow() {
    return rows == 0 ? 0 : (bytes + rows - 1) / rows;
  }

  /** About the mean size of a row's Connect values in memory, in bytes. */
  public long bytesInMemoryPerRow() {
    return rows == 0 ? 0 : (bytesInMemory + rows - 1) / rows;
  }

  /**
   * The primary key of a row, a Long or a String. Decodes nothing else.
   *
   * @throws ColumnException if it is null
   */
  public Object primaryKey(int row) {
    Object key = readers[layout.primaryKey()].read(row);
    if (key == null) {
      throw layout.mismatch(layout.primaryKey(), "a primary key is null");
    }
    return key;
  }

  /** The Connect value of a row in the layout's field of that index, or null. */
  public Object value(int field, int row) {
    return readers[field].read(row);
  }
}
