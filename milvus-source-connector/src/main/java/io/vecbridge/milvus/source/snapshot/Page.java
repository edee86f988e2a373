// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import io.milvus.grpc.FieldData;
import java.util.List;

/**
 * Rows of a collection in the order of the primary key, by column as Milvus sends them.
 *
 * @param guaranteeTimestamp every change with a timestamp up to this one is in the rows; later ones
 *     may be
 * @param fields a column per field, in any order
 * @param rows number of rows; 0 is the end of the collection
 * @param lastKey key of the last row, a {@link Long} or a {@link String}; that of the page before
 *     where there are no rows
 * @param bytes size of Milvus's answer
 */
public record Page(
    long guaranteeTimestamp, List<FieldData> fields, int rows, Object lastKey, long bytes) {

  /** Whether the snapshot is complete: only an empty page says so, a short one does not. */
  public boolean isEnd() {
    return rows == 0;
  }
}
