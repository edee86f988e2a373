// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

/** The values of one field in one batch of rows, as Connect takes them. */
@FunctionalInterface
public interface ColumnReader {
  /**
   * The Connect value of a row, numbered from 0, or null where the row has none.
   *
   * @throws ColumnException where the value does not match the collection
   */
  Object read(int row);
}
