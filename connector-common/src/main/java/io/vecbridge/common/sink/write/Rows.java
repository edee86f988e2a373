// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.failure.RequestException;
import java.util.List;

/**
 * What can be done to the rows of one target. A call leaves all of its rows or, if it throws, none
 * that a repetition would not put right.
 */
public interface Rows {
  /**
   * Deletes by key; all changes have the same key columns, and no key occurs twice.
   *
   * @throws RequestException if the target does not carry it out
   */
  void delete(List<RowChange> changes) throws InterruptedException;

  /**
   * Inserts or replaces rows; all changes have the same columns, and no key occurs twice.
   *
   * @throws RequestException if the target does not carry it out
   */
  void upsert(List<RowChange> changes) throws InterruptedException;

  /**
   * Makes sure that a refusal is about the row: the target is still what the row was converted for.
   *
   * @throws RequestException if the target does not answer
   * @throws org.apache.kafka.connect.errors.RetriableException if the target has changed
   */
  default void confirm() throws InterruptedException {
    // A transaction keeps the definition of its tables.
  }
}
