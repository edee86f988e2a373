// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.offset.CapturedCollections;
import io.vecbridge.milvus.source.offset.StoredOffset;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** What Connect has stored of each collection. */
record StoredOffsets(OffsetStorageReader reader, String topicPrefix) {
  /** Where the capture of a collection begins. */
  CollectionStart start(
      NamedPartition partition, MilvusCollection collection, MilvusSourceConfig config) {
    Map<String, Object> offset = reader.offset(partition.getSourcePartition());
    if (offset == null) {
      return CollectionStart.withoutOffset(config.snapshot().mode());
    }
    return CollectionStart.of(
        StoredOffset.of(offset),
        collection,
        config.snapshot().mode(),
        config.changeLog().collectionDropMode(),
        config.changeLog().enabled());
  }

  /** The collections that the connector has captured, by its own list. */
  List<TableId> captured() {
    return CapturedCollections.read(reader.offset(CapturedCollections.partition(topicPrefix)));
  }

  /** What is stored of a collection, or null. */
  Map<String, Object> of(TableId id) {
    return reader.offset(NamedPartition.ofCollection(topicPrefix, id).getSourcePartition());
  }

  /** The latest timestamp (TSO) up to which any of the collections was captured; 0 if none was. */
  long latestTimestamp(List<TableId> collections) {
    List<Map<String, String>> partitions = new ArrayList<>();
    for (TableId id : collections) {
      partitions.add(NamedPartition.ofCollection(topicPrefix, id).getSourcePartition());
    }
    long latest = 0;
    for (Map<String, Object> offset : reader.offsets(partitions).values()) {
      if (Objects.nonNull(offset)) {
        for (ChannelPosition position : StoredOffset.of(offset).positions().values()) {
          latest = Math.max(latest, position.timestamp());
        }
      }
    }
    return latest;
  }
}
