// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.milvus.sink.batch.RowChange;
import java.util.List;

/**
 * What can be done to the entities of one collection. A call returns when Milvus has acknowledged
 * it; one that throws may have been carried out in part, and a repetition puts that right.
 */
interface EntityOperations {
  /**
   * Deletes by key.
   *
   * @throws MilvusRequestException if Milvus doesn't carry it out
   */
  void delete(List<RowChange> changes) throws InterruptedException;

  /**
   * Inserts or replaces entities; no key comes twice.
   *
   * @throws MilvusRequestException if Milvus doesn't carry it out
   */
  void upsert(List<RowChange> changes) throws InterruptedException;

  /**
   * Makes sure that a refusal is about the rows: Milvus answers, and the collection is what the
   * rows were converted for.
   *
   * @throws MilvusRequestException if Milvus is away
   * @throws org.apache.kafka.connect.errors.RetriableException if the collection has changed
   */
  void confirm() throws InterruptedException;
}
