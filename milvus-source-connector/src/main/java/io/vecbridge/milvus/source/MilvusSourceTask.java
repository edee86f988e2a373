// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.connector.common.BaseSourceTask;
import io.debezium.connector.common.CdcSourceTaskContext;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.ErrorHandler;
import io.vecbridge.common.Version;
import io.vecbridge.milvus.source.capture.Capture;
import io.vecbridge.milvus.source.config.MaskedOptions;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.offset.MilvusPartition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Lives Connect's life cycle: a start builds one {@link Capture}, which fills a queue that {@code
 * poll} empties.
 */
public final class MilvusSourceTask extends BaseSourceTask<MilvusPartition, MilvusOffset> {
  private static final String TASK_TAG = "task";

  private CdcSourceTaskContext<MilvusSourceConfig> taskContext;
  private volatile Capture capture;

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  protected String connectorName() {
    return MilvusSourceConfig.CONNECTOR;
  }

  @Override
  public CdcSourceTaskContext<MilvusSourceConfig> preStart(Configuration options) {
    MilvusSourceConfig config = new MilvusSourceConfig(MilvusSourceConfig.withDefaults(options));
    // Without the tag, two tasks in one worker would fight for one MBean.
    Map<String, String> tags = new LinkedHashMap<>(config.getCustomMetricTags());
    tags.put(TASK_TAG, config.getTaskId());
    taskContext = new CdcSourceTaskContext<>(options, config, config.getTaskId(), tags);
    return taskContext;
  }

  @Override
  protected ChangeEventSourceCoordinator<MilvusPartition, MilvusOffset> start(
      Configuration options) {
    MilvusSourceConfig config = taskContext.getConfig();
    registerServiceProviders(config.getServiceRegistry());
    ErrorHandler replaced = capture == null ? null : capture.errors();
    capture =
        Capture.create(
            taskContext,
            context.offsetStorageReader(),
            getAvailableSignalChannels(),
            getNotificationChannels(),
            replaced);
    return capture.start();
  }

  /** The framework logs the options at each start, and knows secrets by a few endings alone. */
  @Override
  protected Configuration withMaskedSensitiveOptions(Configuration options) {
    return MaskedOptions.of(options);
  }

  @Override
  protected Map<String, String> getMaskedConfigurationMap(Map<String, String> options) {
    return MaskedOptions.of(Configuration.from(options)).asMap();
  }

  /** The framework would log the last record's offset, which has a key in it during a snapshot. */
  @Override
  protected void logStatistics(List<SourceRecord> records) {
    // How much was sent is told by Connect's metrics and by those of the capture.
  }

  @Override
  protected List<SourceRecord> doPoll() throws InterruptedException {
    return pollRecords(capture.queue());
  }

  @Override
  protected Optional<ErrorHandler> getErrorHandler() {
    return Optional.ofNullable(capture).map(Capture::errors);
  }

  @Override
  protected Iterable<Field> getAllConfigurationFields() {
    return MilvusSourceConfig.ALL_FIELDS;
  }

  @Override
  protected void doStop() {
    if (capture != null) {
      capture.close();
    }
  }
}
