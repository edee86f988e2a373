// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.batch;

import io.vecbridge.common.sink.flow.PutVolume;
import io.vecbridge.milvus.sink.collection.TargetCollection;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * All changes of a put, by collection, and how much they are. Holds no more than Connect handed
 * over.
 */
public final class PutBatch {
  private final Map<String, CollectionBatch> collections = new LinkedHashMap<>();
  private final Set<String> doubted = new HashSet<>();
  private final PutVolume volume = new PutVolume();

  /**
   * The changes of a collection so far. Two topics can go to one collection.
   *
   * @return null if they were converted for another description of it
   */
  public CollectionBatch of(TargetCollection target) {
    CollectionBatch batch =
        collections.computeIfAbsent(target.name(), name -> new CollectionBatch(target));
    return batch.target().isSameAs(target) ? batch : null;
  }

  /** Adds a change after all others of its collection. */
  public void add(CollectionBatch collection, RowChange change) {
    collection.add(change);
    volume.add(change.kind(), change.bytes());
  }

  /** Whether this is the first change that does not fit the collection. */
  public boolean firstMisfit(TargetCollection target) {
    return doubted.add(target.name());
  }

  public Collection<CollectionBatch> collections() {
    return collections.values();
  }

  public PutVolume volume() {
    return volume;
  }
}
