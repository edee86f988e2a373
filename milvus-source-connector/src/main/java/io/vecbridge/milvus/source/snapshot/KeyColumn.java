// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.StringArray;
import java.util.List;

/**
 * The primary keys of a page.
 *
 * <p>A snapshot is complete because each page ends at its largest key and the next one begins
 * behind it; that the keys of a page ascend is checked here and not taken for granted.
 */
sealed interface KeyColumn {
  /** Number of rows. */
  int rows();

  /** Key of a row, a {@link Long} or a {@link String}. */
  Object key(int row);

  /** Whether a row's key is larger than the given one. */
  boolean isAfter(int row, Object key);

  /** Whether a row's key is not smaller than that of the row before it. */
  boolean follows(int row);

  /**
   * The key column of a page; without rows where the page has none.
   *
   * @throws PageException when the page has rows and no key
   */
  static KeyColumn of(List<FieldData> fields, String name) {
    for (FieldData field : fields) {
      if (field.getFieldName().equals(name)) {
        ScalarField scalars = field.getScalars();
        return field.getType() == DataType.Int64
            ? new Longs(scalars.getLongData())
            : new Strings(scalars.getStringData());
      }
    }
    if (fields.isEmpty()) {
      return new Longs(LongArray.getDefaultInstance());
    }
    throw new PageException("holds no values of the primary key " + name);
  }

  /**
   * The last key.
   *
   * @param previous the last key of the page before, null for the first page
   * @throws PageException when the keys don't ascend
   */
  default Object lastKey(Object previous) {
    int rows = rows();
    if (rows == 0) {
      return previous;
    }
    if (previous != null && !isAfter(0, previous)) {
      throw new PageException("begins at or before the end of the page before it");
    }
    for (int row = 1; row < rows; row++) {
      if (!follows(row)) {
        throw new PageException(
            "isn't in the order of the primary key (row " + row + " of " + rows + ")");
      }
    }
    return key(rows - 1);
  }

  /** INT64 keys. */
  record Longs(LongArray keys) implements KeyColumn {
    @Override
    public int rows() {
      return keys.getDataCount();
    }

    @Override
    public Object key(int row) {
      return keys.getData(row);
    }

    @Override
    public boolean isAfter(int row, Object key) {
      return keys.getData(row) > (Long) key;
    }

    @Override
    public boolean follows(int row) {
      return keys.getData(row) >= keys.getData(row - 1);
    }
  }

  /** VARCHAR keys. */
  record Strings(StringArray keys) implements KeyColumn {
    @Override
    public int rows() {
      return keys.getDataCount();
    }

    @Override
    public Object key(int row) {
      return keys.getData(row);
    }

    @Override
    public boolean isAfter(int row, Object key) {
      return Utf8Order.compare(keys.getData(row), (String) key) > 0;
    }

    @Override
    public boolean follows(int row) {
      return Utf8Order.compare(keys.getData(row), keys.getData(row - 1)) >= 0;
    }
  }
}
