// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.batch;

import io.vecbridge.oceanbase.sink.table.TargetTable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The changes of one table within a put, one for each key: the last one wins, in the place where it
 * came. Applying a batch, deletes first, leaves the same rows as applying its changes one by one.
 */
public final class TableBatch {
  private final Map<RecordKey, RowChange> changes = new LinkedHashMap<>();
  private TargetTable target;

  /** The table, as it was when the last change came. */
  public TargetTable target() {
    return target;
  }

  /** One change for each key. */
  public Collection<RowChange> changes() {
    return changes.values();
  }

  /** Puts another change of a key in the place of its last one, or leaves the key out for null. */
  public void replace(RecordKey key, RowChange other) {
    if (other == null) {
      changes.remove(key);
    } else {
      changes.put(key, other);
    }
  }

  void add(TargetTable latest, RowChange change) {
    target = latest;
    RowChange previous = changes.remove(change.key());
    changes.put(change.key(), previous == null ? change : change.replacing(previous));
  }
}
