// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import io.vecbridge.milvus.source.row.RowBatch;

/**
 * Rows of a collection in the order of the primary key.
 *
 * @param guaranteeTimestamp every change with a timestamp up to this one is in the rows; later ones
 *     may be
 * @param batch the rows; none at the end of the collection
 * @param lastKey key of the last row, a {@link Long} or a {@link String}; that of the page before
 *     if there are no rows
 * @param bytes size of Milvus's answer
 */
public record Page(long guaranteeTimestamp, RowBatch batch, Object lastKey, long bytes) {

  /** Number of rows. */
  public int rows() {
    return batch.rows();
  }

  /** Whether the snapshot is complete: only an empty page shows it, a short one does not. */
  public boolean isEnd() {
    return rows() == 0;
  }
}
