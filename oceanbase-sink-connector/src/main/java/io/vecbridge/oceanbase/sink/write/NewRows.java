// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which rows are inserted by a plain INSERT, which takes the server a quarter less time
 * than one that looks for the row to replace: the rows of a snapshot, into a table that held no row
 * at first.
 *
 * <p>Such a row can be there nevertheless, since a snapshot can be read again. Then the server
 * refuses the statement as a whole, the rows are written as others are, and so are those of the
 * table's next statements: what is read again comes in sequence.
 */
final class NewRows {
  /** So that the statements that are refused cost less than a hundredth of the others. */
  private static final int STATEMENTS_AFTER_REFUSAL = 100;

  private final Map<TableName, Integer> refused = new HashMap<>();

  /** Whether a statement's rows are to be inserted as new ones. */
  boolean areExpected(TargetTable target, List<RowChange> changes) {
    if (target.startScn() != 0) {
      return false;
    }
    for (RowChange change : changes) {
      if (change.kind() != Kind.SNAPSHOT) {
        return false;
      }
    }
    boolean expected = !refused.containsKey(target.name());
    refused.computeIfPresent(target.name(), (table, left) -> left == 1 ? null : left - 1);
    return expected;
  }

  /** One of a statement's rows was there. */
  void refused(TargetTable target) {
    refused.put(target.name(), STATEMENTS_AFTER_REFUSAL);
  }
}
