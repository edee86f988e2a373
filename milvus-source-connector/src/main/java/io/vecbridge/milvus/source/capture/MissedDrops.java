// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.milvus.source.config.ChangeLogOptions.UnloggedChangeMode;
import io.vecbridge.milvus.source.offset.CapturedCollections;
import io.vecbridge.milvus.source.offset.StoredOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collections that were dropped, or renamed, while no task ran. Their drop is in no channel that is
 * still read, so their absence shows it: each start compares the connector's list of the
 * collections that it has captured with those that are there. The first task keeps the list.
 */
final class MissedDrops {
  private static final Logger LOG = LoggerFactory.getLogger(MissedDrops.class);

  private final StoredOffsets offsets;
  private final Predicate<TableId> captured;
  private final Predicate<TableId> owned;
  private final UnloggedChangeMode mode;
  private final boolean keepsList;
  private final Set<TableId> listed = new HashSet<>();
  private Set<TableId> stored;

  /**
   * For one task.
   *
   * @param captured which collections the configuration names
   * @param owned which of them are the task's
   * @param keepsList whether the task is the one that keeps the list
   */
  MissedDrops(
      StoredOffsets offsets,
      Predicate<TableId> captured,
      Predicate<TableId> owned,
      UnloggedChangeMode mode,
      boolean keepsList) {
    this.offsets = offsets;
    this.captured = captured;
    this.owned = owned;
    this.mode = mode;
    this.keepsList = keepsList;
  }

  /**
   * Compares the captured collections that exist in Milvus with the list.
   *
   * @return the offsets to emit, in their order, by their partitions
   * @throws ConnectException if one is missing and an operator has to decide
   */
  Map<Map<String, ?>, Map<String, ?>> present(Collection<TableId> present) {
    Map<Map<String, ?>, Map<String, ?>> changed = new LinkedHashMap<>();
    if (stored == null) {
      stored = Set.copyOf(offsets.captured());
      check(present, changed);
    }
    listed.addAll(present);
    if (keepsList && !listed.equals(stored)) {
      stored = Set.copyOf(listed);
      changed.put(
          CapturedCollections.partition(offsets.topicPrefix()), CapturedCollections.offset(listed));
    }
    return changed;
  }

  /** The offset of a collection whose drop was noticed and ignored: it is not reported again. */
  Map<Map<String, ?>, Map<String, ?>> ignored(TableId id, Map<String, ?> offset) {
    return Map.of(
        NamedPartition.ofCollection(offsets.topicPrefix(), id).getSourcePartition(),
        StoredOffset.dropped(offset));
  }

  private void check(Collection<TableId> present, Map<Map<String, ?>, Map<String, ?>> changed) {
    for (TableId id : stored) {
      if (present.contains(id)) {
        listed.add(id);
        continue;
      }
      Map<String, Object> offset = offsets.of(id);
      if (offset == null || StoredOffset.of(offset).dropped()) {
        continue;
      }
      listed.add(id);
      if (captured.test(id) && owned.test(id)) {
        changed.putAll(missing(id, offset));
      }
    }
  }

  private Map<Map<String, ?>, Map<String, ?>> missing(TableId id, Map<String, Object> offset) {
    String what =
        "Collection "
            + id.catalog()
            + "."
            + id.table()
            + " (id "
            + StoredOffset.of(offset).collectionId()
            + ") no longer exists, it was dropped or renamed: its rows stay in the target";
    return switch (mode) {
      case FAIL ->
          throw new ConnectException(
              what
                  + ". Delete them there if you don't need them, then set"
                  + " collection.drop.mode=ignore or remove the collection's offset, and restart"
                  + " the task.");
      case IGNORE -> {
        LOG.warn("{}.", what);
        yield ignored(id, offset);
      }
    };
  }
}
