// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.milvus.source.collection.CollectionListing;
import io.vecbridge.milvus.source.offset.CapturedCollections;
import io.vecbridge.milvus.source.offset.StoredOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector's list of the collections that it has captured. Each start compares it with those
 * that are there, and so finds the collections that were dropped, or renamed, while no task ran.
 * The first task keeps the list, and removes the offset of a collection that the options no longer
 * include: its capture begins again if it is included again.
 */
final class CapturedList {
  private static final Logger LOG = LoggerFactory.getLogger(CapturedList.class);

  private final StoredOffsets offsets;
  private final Predicate<TableId> included;
  private final Predicate<TableId> owned;
  private final MissedDrops drops;
  private final boolean keeps;
  private final Set<TableId> listed = new HashSet<>();
  private Set<TableId> stored;

  /**
   * For one task.
   *
   * @param included which collections the configuration names
   * @param owned which collections the task owns
   * @param keeps whether the task is the one that keeps the list
   */
  CapturedList(
      StoredOffsets offsets,
      Predicate<TableId> included,
      Predicate<TableId> owned,
      MissedDrops drops,
      boolean keeps) {
    this.offsets = offsets;
    this.included = included;
    this.owned = owned;
    this.drops = drops;
    this.keeps = keeps;
  }

  /**
   * Compares the captured collections that exist in Milvus with the list.
   *
   * @return the offsets to emit, in their order, by their partitions; null for one to remove
   * @throws UnloggedChangeException if one is missing and an operator has to decide
   */
  Map<Map<String, ?>, Map<String, ?>> present(CollectionListing listing) {
    Set<TableId> present = listing.captured().keySet();
    Map<Map<String, ?>, Map<String, ?>> changed = new LinkedHashMap<>();
    if (stored == null) {
      stored = Set.copyOf(offsets.captured());
      check(listing, changed);
    } else if (keeps) {
      listed.removeIf(id -> !present.contains(id) && isDealtWith(offsets.of(id)));
    }
    listed.addAll(present);
    if (keeps && !listed.equals(stored)) {
      stored = Set.copyOf(listed);
      changed.put(
          CapturedCollections.partition(offsets.topicPrefix()), CapturedCollections.offset(listed));
    }
    return changed;
  }

  private void check(CollectionListing listing, Map<Map<String, ?>, Map<String, ?>> changed) {
    for (TableId id : stored) {
      if (listing.captured().containsKey(id)) {
        listed.add(id);
        continue;
      }
      Map<String, ?> offset = offsets.of(id);
      if (isDealtWith(offset)) {
        continue;
      }
      long collectionId = StoredOffset.of(offset).collectionId();
      TableId name = listing.names().get(collectionId);
      boolean renamed = listing.isRenamed(id, collectionId);
      boolean continues = renamed && listing.captured().containsKey(name);
      if (!included.test(id) && !continues) {
        if (keeps) {
          LOG.info("Collection {} is no longer included: its offset is removed", id);
          changed.put(
              NamedPartition.ofCollection(offsets.topicPrefix(), id).getSourcePartition(), null);
        }
        continue;
      }
      listed.add(id);
      if (included.test(id) && owned.test(id) && !continues) {
        drops.decide(id, collectionId, renamed ? MissedDrops.renamedTo(name) : MissedDrops.GONE);
        changed.putAll(MissedDrops.ignored(offsets.topicPrefix(), id, offset));
      }
    }
  }

  /** Whether a missing collection was never captured, or its drop has been ignored. */
  private static boolean isDealtWith(Map<String, ?> offset) {
    return offset == null || StoredOffset.of(offset).dropped();
  }
}
