// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source;

import io.debezium.config.Configuration;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.ErrorHandler;
import io.vecbridge.common.source.run.CaptureTask;
import io.vecbridge.milvus.source.capture.Capture;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.metrics.SourceMetrics;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.offset.MilvusPartition;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Lives Connect's life cycle: a start builds one {@link Capture}, which fills a queue that {@code
 * poll} empties.
 */
public final class MilvusSourceTask
    extends CaptureTask<MilvusSourceConfig, MilvusPartition, MilvusOffset> {
  private final SourceMetrics metrics = new SourceMetrics();
  private volatile Capture capture;

  /** As Connect makes it. */
  public MilvusSourceTask() {
    super(MilvusSourceConfig.ALL_FIELDS);
  }

  @Override
  protected String connectorName() {
    return MilvusSourceConfig.CONNECTOR;
  }

  @Override
  protected MilvusSourceConfig read(Configuration options) {
    return new MilvusSourceConfig(MilvusSourceConfig.withDefaults(options));
  }

  @Override
  protected ChangeEventSourceCoordinator<MilvusPartition, MilvusOffset> start(
      Configuration options) {
    registerServiceProviders(taskContext().getConfig().getServiceRegistry());
    ErrorHandler replaced = errors();
    if (replaced != null) {
      metrics.restarted(replaced.getProducerThrowable());
    }
    capture =
        Capture.create(
            taskContext(),
            context.offsetStorageReader(),
            getAvailableSignalChannels(),
            getNotificationChannels(),
            replaced,
            metrics);
    return capture.start();
  }

  @Override
  protected ErrorHandler errors() {
    return capture == null ? null : capture.errors();
  }

  @Override
  protected List<SourceRecord> doPoll() throws InterruptedException {
    return pollRecords(capture.queue());
  }

  @Override
  protected void doStop() {
    if (capture != null) {
      capture.close();
    }
  }
}
