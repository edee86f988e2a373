// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.vecbridge.common.source.offset.TablePartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the framework's snapshot metrics of the snapshots of collections or tables, which may
 * overlap.
 */
public final class SnapshotMetrics<P extends TablePartition> {
  private final SnapshotProgressListener<P> listener;
  private final Map<P, Long> running = new HashMap<>();

  /** Over the metrics of one task. */
  public SnapshotMetrics(SnapshotProgressListener<P> listener) {
    this.listener = listener;
  }

  /** A snapshot begins. */
  public void started(P partition) {
    if (running.isEmpty()) {
      listener.snapshotStarted(partition);
    }
    running.put(partition, 0L);
    listener.monitoredDataCollectionsDetermined(partition, List.of(partition.id()));
  }

  /** A snapshot has read so many more rows. */
  public void rows(P partition, int rows) {
    long all = running.merge(partition, (long) rows, Long::sum);
    listener.rowsScanned(partition, partition.id(), all);
  }

  /** A snapshot is complete. */
  public void completed(P partition) {
    Long rows = running.remove(partition);
    listener.dataCollectionSnapshotCompleted(partition, partition.id(), rows == null ? 0 : rows);
    if (running.isEmpty()) {
      listener.snapshotCompleted(partition);
    }
  }

  /** The collection or table is gone, or the task stops. */
  public void aborted(P partition) {
    if (running.remove(partition) != null && running.isEmpty()) {
      listener.snapshotAborted(partition);
    }
  }
}
