// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import io.debezium.config.Configuration;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.ErrorHandler;
import io.vecbridge.common.source.CaptureTask;
import io.vecbridge.oceanbase.source.capture.Capture;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset;
import io.vecbridge.oceanbase.source.offset.OceanBasePartition;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Lives Connect's life cycle: a start builds one {@link Capture}, which fills a queue that {@code
 * poll} empties.
 */
public final class OceanBaseSourceTask
    extends CaptureTask<OceanBaseSourceConfig, OceanBasePartition, OceanBaseOffset> {
  private volatile Capture capture;

  /** As Connect makes it. */
  public OceanBaseSourceTask() {
    super(OceanBaseSourceConfig.ALL_FIELDS);
  }

  @Override
  protected String connectorName() {
    return OceanBaseSourceConfig.CONNECTOR;
  }

  @Override
  protected OceanBaseSourceConfig read(Configuration options) {
    return new OceanBaseSourceConfig(OceanBaseSourceConfig.withDefaults(options));
  }

  @Override
  protected ChangeEventSourceCoordinator<OceanBasePartition, OceanBaseOffset> start(
      Configuration options) {
    registerServiceProviders(taskContext().getConfig().getServiceRegistry());
    capture =
        Capture.create(
            taskContext(),
            context.offsetStorageReader(),
            getAvailableSignalChannels(),
            getNotificationChannels(),
            errors());
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
