// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.vecbridge.milvus.source.offset.MilvusPartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells the framework's snapshot metrics of the collections' snapshots, which may overlap. */
final class SnapshotMetrics {
  private final SnapshotProgressListener<MilvusPartition> listener;
  private final Map<MilvusPartition, Long> running = new HashMap<>();

  SnapshotMetrics(SnapshotProgressListener<MilvusPartition> listener) {
    this.listener = listener;
  }

  void started(MilvusPartition partition) {
    if (running.isEmpty()) {
      listener.snapshotStarted(partition);
    }
    running.put(partition, 0L);
    listener.monitoredDataCollectionsDetermined(partition, List.of(partition.id()));
  }

  void rows(MilvusPartition partition, int rows) {
    long all = running.merge(partition, (long) rows, Long::sum);
    listener.rowsScanned(partition, partition.id(), all);
  }

  void completed(MilvusPartition partition) {
    Long rows = running.remove(partition);
    listener.dataCollectionSnapshotCompleted(partition, partition.id(), rows == null ? 0 : rows);
    if (running.isEmpty()) {
      listener.snapshotCompleted(partition);
    }
  }

  /** The collection is gone, or the task stops. */
  void aborted(MilvusPartition partition) {
    if (running.remove(partition) != null && running.isEmpty()) {
      listener.snapshotAborted(partition);
    }
  }
}
