// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.run;

import io.debezium.pipeline.notification.NotificationService;
import io.debezium.pipeline.source.spi.ChangeEventSourceFactory;
import io.debezium.pipeline.source.spi.SnapshotChangeEventSource;
import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.debezium.pipeline.source.spi.StreamingChangeEventSource;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.pipeline.spi.Partition;

/** The framework's phases that the sources don't have apart; the capture loop is both. */
final class NoSeparatePhases<P extends Partition, O extends OffsetContext>
    implements ChangeEventSourceFactory<P, O> {
  @Override
  public SnapshotChangeEventSource<P, O> getSnapshotChangeEventSource(
      SnapshotProgressListener<P> progress, NotificationService<P, O> notifications) {
    return null;
  }

  @Override
  public StreamingChangeEventSource<P, O> getStreamingChangeEventSource() {
    return null;
  }
}
