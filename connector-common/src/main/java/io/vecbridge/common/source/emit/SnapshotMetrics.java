// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.debezium.pipeline.spi.Partition;
import io.debezium.relational.TableId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reports the snapshots of collections or tables, which may overlap, to the framework's snapshot
 * metrics.
 */
public final class SnapshotMetrics<P extends Partition> {
  private final SnapshotProgressListener<P> listener;
  private final Map<TableId, Long> running = new HashMap<>();

  /** Over the metrics of one task. */
  SnapshotMetrics(SnapshotProgressListener<P> listener) {
    this.listener = listener;
  }

  /** A snapshot begins. */
  public void started(P partition, TableId table) {
    if (running.isEmpty()) {
      listener.snapshotStarted(partition);
    }
    running.put(table, 0L);
    listener.monitoredDataCollectionsDetermined(partition, List.of(table));
  }

  /** A snapshot has read so many more rows. */
  public void rows(P partition, TableId table, int rows) {
    long all = running.merge(table, (long) rows, Long::sum);
    listener.rowsScanned(partition, table, all);
  }

  /** A snapshot is complete. */
  public void completed(P partition, TableId table) {
    Long rows = running.remove(table);
    listener.dataCollectionSnapshotCompleted(partition, table, rows == null ? 0 : rows);
    if (running.isEmpty()) {
      listener.snapshotCompleted(partition);
    }
  }

  /** The collection or table is gone, or the task stops. */
  public void aborted(P partition, TableId table) {
    if (running.remove(table) != null && running.isEmpty()) {
      listener.snapshotAborted(partition);
    }
  }
}
