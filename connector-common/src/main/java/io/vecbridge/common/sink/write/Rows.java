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
   * Makes sure that refusals are about the rows: the target is still what they were converted for.
   *
   * @param refusals why rows were refused each alone
   * @param rows how many rows stood in the request with them
   * @throws RequestException if the target does not answer, has changed, or seems to refuse
   *     everything for a reason of its own
   */
  default void confirm(List<RequestException> refusals, int rows) throws InterruptedException {
    // A transaction keeps the definition of its tables.
  }
}
