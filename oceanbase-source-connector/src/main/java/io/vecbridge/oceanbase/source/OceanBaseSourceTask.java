// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import io.debezium.config.Configuration;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.ErrorHandler;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.pipeline.spi.Partition;
import io.vecbridge.common.source.run.CaptureTask;
import io.vecbridge.oceanbase.source.binlog.BinlogCapture;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.poll.Capture;
import io.vecbridge.oceanbase.source.run.TaskRun;
import io.vecbridge.oceanbase.source.run.TaskStart;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Lives Connect's life cycle: a start builds one {@link TaskRun}, which fills a queue that {@code
 * poll} empties.
 */
public final class OceanBaseSourceTask
    extends CaptureTask<OceanBaseSourceConfig, Partition, OffsetContext> {
  private volatile TaskRun capture;

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

  // The framework only stops what is started here; the two ways of capture have offsets of their
  // own.
  @SuppressWarnings("unchecked")
  @Override
  protected ChangeEventSourceCoordinator<Partition, OffsetContext> start(Configuration options) {
    registerServiceProviders(taskContext().getConfig().getServiceRegistry());
    TaskStart start =
        new TaskStart(
            OceanBaseSourceConnector.class,
            taskContext(),
            context.offsetStorageReader(),
            getAvailableSignalChannels(),
            getNotificationChannels(),
            errors());
    capture =
        switch (start.config().capture().mode()) {
          case SCN -> Capture.create(start);
          case BINLOG -> BinlogCapture.create(start);
        };
    return (ChangeEventSourceCoordinator<Partition, OffsetContext>) capture.start();
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
