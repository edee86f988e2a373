// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.common.sink.write.Rows;
import java.util.List;

/**
 * Rows that the server can refuse because of other rows: a unique value belongs to another row, a
 * parent is missing, a child is left.
 */
interface LinkedRows extends Rows {
  /** Gives existing rows the unique values of their changes, all at once. */
  void exchange(List<RowChange> changes);

  /** Whether a unique value of a change belongs to a row of none of the changes. */
  boolean isBlocked(RowChange change, List<RowChange> changes);

  /** A place in the transaction; running it undoes what was done since. */
  Runnable mark();
}
