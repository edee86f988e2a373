// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.data.Envelope.Operation;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.rate.RateLimit;
import io.vecbridge.common.source.emit.SnapshotMetrics;
import io.vecbridge.milvus.source.emit.CollectionRecords;
import io.vecbridge.milvus.source.metrics.CollectionStatus;
import io.vecbridge.milvus.source.metrics.SourceMetrics;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.offset.MilvusPartition;
import io.vecbridge.milvus.source.row.RowBatch;
import io.vecbridge.milvus.source.snapshot.Page;
import io.vecbridge.milvus.source.snapshot.SnapshotRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Emits the pages of a collection's snapshot as {@code r} records, within the rate limit. */
final class CollectionSnapshot implements SnapshotRun.Output {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionSnapshot.class);

  private final MilvusPartition partition;
  private final MilvusOffset offset;
  private final CollectionRecords records;
  private final RateLimit limit;
  private final SnapshotMetrics<MilvusPartition> metrics;
  private final SourceMetrics counters;
  private final CollectionStatus status;

  CollectionSnapshot(
      MilvusPartition partition,
      MilvusOffset offset,
      CollectionRecords records,
      RateLimit limit,
      SnapshotMetrics<MilvusPartition> metrics,
      SourceMetrics counters,
      CollectionStatus status) {
    this.partition = partition;
    this.offset = offset;
    this.records = records;
    this.limit = limit;
    this.metrics = metrics;
    this.counters = counters;
    this.status = status;
  }

  @Override
  public void page(Page page) throws InterruptedException {
    RowBatch batch = page.batch();
    for (int row = 0; row < page.rows(); row++) {
      offset.atSnapshotRow(batch.primaryKey(row), page.guaranteeTimestamp());
      records.emit(Operation.READ, batch, row);
    }
    limit.charge(page.rows(), page.bytes());
    metrics.rows(partition, page.rows());
    status.snapshotRows(page.rows());
  }

  @Override
  public void waiting(MilvusRequestException reason, boolean first) {
    status.enter(CollectionStatus.Phase.WAITING);
    counters.retried(reason.getMessage());
    if (!first) {
      return;
    }
    LOG.warn(
        "The snapshot of {} waits and is tried again every second, while its changes are followed:"
            + " {}",
        partition,
        reason.getMessage());
  }
}
