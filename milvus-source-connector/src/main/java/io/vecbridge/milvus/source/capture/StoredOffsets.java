// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.milvus.source.offset.CapturedCollections;
import io.vecbridge.milvus.source.offset.StoredOffset;
import io.vecbridge.milvus.source.offset.TakenName;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** What Connect has stored of each collection. */
record StoredOffsets(OffsetStorageReader reader, String topicPrefix) {
  /** The collections that the connector has captured, by its own list. */
  List<TableId> captured() {
    return CapturedCollections.read(reader.offset(CapturedCollections.partition(topicPrefix)));
  }

  /** What is stored of a collection, or null. */
  Map<String, ?> of(TableId id) {
    return reader.offset(NamedPartition.ofCollection(topicPrefix, id).getSourcePartition());
  }

  /**
   * The names under which collections have offsets, by their ids; without those whose drop was
   * dealt with. Two if a renaming was not stored in full.
   *
   * @param listed the ids of the collections that Milvus lists
   */
  Map<Long, Set<TableId>> places(Collection<Long> listed) {
    Map<Long, Set<TableId>> places = new HashMap<>();
    Map<Map<String, String>, TableId> partitions = new HashMap<>();
    Set<TableId> names = new HashSet<>(captured());
    reader
        .offsets(listed.stream().map(id -> TakenName.partition(topicPrefix, id)).toList())
        .values()
        .forEach(offset -> TakenName.read(offset).ifPresent(names::add));
    names.forEach(
        id ->
            partitions.put(NamedPartition.ofCollection(topicPrefix, id).getSourcePartition(), id));
    reader
        .offsets(partitions.keySet())
        .forEach(
            (partition, offset) -> {
              StoredOffset stored = offset == null ? null : StoredOffset.of(offset);
              if (stored != null && !stored.dropped()) {
                places
                    .computeIfAbsent(stored.collectionId(), id -> new HashSet<>())
                    .add(partitions.get(partition));
              }
            });
    return places;
  }

  /**
   * The timestamp (TSO) up to which all of the collections that have an offset were captured; 0 if
   * none has. The tasks of a connector fail and stop one by one, so a collection that was created
   * after this timestamp may have been nobody's, though other collections are captured further.
   */
  long capturedUntil(List<TableId> collections) {
    long until = Long.MAX_VALUE;
    for (StoredOffset stored : of(collections)) {
      if (!stored.dropped()) {
        for (ChannelPosition position : stored.positions().values()) {
          // A snapshot begins at a position whose timestamp is not known yet.
          until = position.timestamp() == 0 ? until : Math.min(until, position.timestamp());
        }
      }
    }
    return until == Long.MAX_VALUE ? 0 : until;
  }

  /** The position up to which all of the collections have followed signals; empty if none has. */
  OptionalLong signalledUntil(List<TableId> collections) {
    return of(collections).stream()
        .mapToLong(StoredOffset::signalPosition)
        .filter(position -> position > 0)
        .min();
  }

  private List<StoredOffset> of(List<TableId> collections) {
    List<Map<String, String>> partitions = new ArrayList<>();
    for (TableId id : collections) {
      partitions.add(NamedPartition.ofCollection(topicPrefix, id).getSourcePartition());
    }
    return reader.offsets(partitions).values().stream()
        .filter(Objects::nonNull)
        .map(StoredOffset::of)
        .toList();
  }
}
