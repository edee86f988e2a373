// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.oceanbase.sink.batch.RowChange;
import java.sql.SQLException;
import java.util.List;

/**
 * What can be done to the rows of one table within a transaction. A call leaves all of its rows or,
 * when it throws, none that a repetition would not put right.
 */
interface RowOperations {
  /** Deletes by key; all changes have the same key columns. */
  void delete(List<RowChange> changes) throws SQLException;

  /** Inserts or replaces rows; all changes have the same columns. */
  void upsert(List<RowChange> changes) throws SQLException;
}
