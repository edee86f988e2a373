// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

/** The rows of one insert, as far as the stream looks into them. */
public interface KeyedRows {
  /** The primary key of a row, counted from 0: Long or String. */
  Object key(int row);
}
