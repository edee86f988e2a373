// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.offset.MilvusPartition;
import io.vecbridge.milvus.source.offset.StoredOffset;
import java.util.Map;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** What Connect has stored of each collection. */
record StoredOffsets(OffsetStorageReader reader) {
  /** Where the capture of a collection begins. */
  CollectionStart start(
      MilvusPartition partition, MilvusCollection collection, MilvusSourceConfig config) {
    Map<String, Object> offset = reader.offset(partition.getSourcePartition());
    if (offset == null) {
      return CollectionStart.withoutOffset(config.snapshot().mode());
    }
    return CollectionStart.of(
        StoredOffset.of(offset),
        collection,
        config.snapshot().mode(),
        config.changeLog().collectionDropMode());
  }
}
