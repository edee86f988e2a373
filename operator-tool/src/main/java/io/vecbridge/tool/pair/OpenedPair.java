// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

import io.vecbridge.tool.compare.RowComparison;
import io.vecbridge.tool.row.MilvusSide;
import io.vecbridge.tool.row.TableSide;

/**
 * A collection and its table, ready to be read. For one thread.
 *
 * @param milvus the collection with the fields that are compared
 * @param milvusKeys the collection with its key alone
 * @param filtered whether only some of the source's rows are read, so that nothing can be said of
 *     rows that only the target has
 */
public record OpenedPair(
    ObjectPair names,
    MilvusSide milvus,
    MilvusSide milvusKeys,
    TableSide table,
    RowComparison comparison,
    boolean filtered)
    implements AutoCloseable {

  /** Closes the connection to OceanBase, without a word to the server. */
  @Override
  public void close() {
    table.close();
  }
}
