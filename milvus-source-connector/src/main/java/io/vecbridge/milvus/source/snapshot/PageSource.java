// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import io.milvus.grpc.QueryResults;
import java.util.concurrent.CompletableFuture;

/** Where pages come from. */
interface PageSource {
  /**
   * Asks for the first rows in the order of the primary key. Cancelling the future ends the call.
   *
   * @param expression which rows; empty for all
   * @param rows the most rows of the answer, which may have fewer though there are more
   * @param guaranteeTimestamp the changes up to this timestamp have to be in it
   */
  CompletableFuture<QueryResults> read(String expression, int rows, long guaranteeTimestamp);
}
