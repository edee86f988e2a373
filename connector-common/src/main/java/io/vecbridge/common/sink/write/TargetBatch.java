// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Guarantees that what a target ends as does not depend on where Kafka ends a put. Holds the
 * changes of one target within a put, folded to one for each key, at the position of the last.
 * Applying a batch, deletes first, leaves the same rows as applying its changes one by one. (Milvus
 * would store both rows of a key that occurs twice in one upsert.)
 */
public final class TargetBatch<T extends Target> {
  private final Map<Object, RowChange> changes = new LinkedHashMap<>();
  private T target;

  /** The target, as it was when the last change came. */
  public T target() {
    return target;
  }

  /** One change for each key. */
  public Collection<RowChange> changes() {
    return changes.values();
  }

  /** Puts another change of a key in the place of its last one, or leaves the key out for null. */
  public void replace(Object key, RowChange other) {
    if (other == null) {
      changes.remove(key);
    } else {
      changes.put(key, other);
    }
  }

  /** Adds a change after all others. */
  public void add(T latest, RowChange change) {
    target = latest;
    RowChange previous = changes.remove(change.key());
    changes.put(change.key(), change.after(previous));
  }
}
