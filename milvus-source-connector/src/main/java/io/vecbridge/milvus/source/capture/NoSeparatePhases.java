// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.pipeline.notification.NotificationService;
import io.debezium.pipeline.source.spi.ChangeEventSourceFactory;
import io.debezium.pipeline.source.spi.SnapshotChangeEventSource;
import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.debezium.pipeline.source.spi.StreamingChangeEventSource;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.offset.MilvusPartition;

/** The framework's phases that this connector doesn't have apart; the capture loop is both. */
final class NoSeparatePhases implements ChangeEventSourceFactory<MilvusPartition, MilvusOffset> {
  @Override
  public SnapshotChangeEventSource<MilvusPartition, MilvusOffset> getSnapshotChangeEventSource(
      SnapshotProgressListener<MilvusPartition> progress,
      NotificationService<MilvusPartition, MilvusOffset> notifications) {
    return null;
  }

  @Override
  public StreamingChangeEventSource<MilvusPartition, MilvusOffset> getStreamingChangeEventSource() {
    return null;
  }
}
