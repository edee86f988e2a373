// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.batch;

import io.vecbridge.milvus.sink.collection.TargetCollection;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The changes of one collection within a put, one for each key: the last one wins, in the place
 * where it came. Milvus would store both rows of a key that comes twice in one upsert. Applying a
 * batch, deletes first, leaves the same entities as applying its changes one by one.
 */
public final class CollectionBatch {
  private final TargetCollection target;
  private final Map<Object, RowChange> changes = new LinkedHashMap<>();

  CollectionBatch(TargetCollection target) {
    this.target = target;
  }

  public TargetCollection target() {
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

  void add(RowChange change) {
    RowChange previous = changes.remove(change.key());
    changes.put(change.key(), previous == null ? change : change.replacing(previous));
  }
}
