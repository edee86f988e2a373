// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.milvus.source.row.RowBatch;
import io.vecbridge.milvus.source.stream.KeyedRows;

/** The rows of an insert, opened by their collection's schema. */
record OpenedRows(RowBatch batch) implements KeyedRows {
  @Override
  public Object key(int row) {
    return batch.primaryKey(row);
  }
}
