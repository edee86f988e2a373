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

  /** Whether the table has a further unique key, whose values rows can hand to each other. */
  boolean hasOtherUniqueKeys();

  /** Inserts rows whose keys have been deleted; all changes have the same columns. */
  void insert(List<RowChange> changes) throws SQLException;

  /** A place in the transaction to go back to. */
  Mark mark() throws SQLException;

  /** A place in the transaction. */
  interface Mark {
    /** Undoes what was done since. */
    void rollback() throws SQLException;
  }
}
