// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.run;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.connector.common.BaseSourceTask;
import io.debezium.connector.common.CdcSourceTaskContext;
import io.debezium.pipeline.ErrorHandler;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.pipeline.spi.Partition;
import io.vecbridge.common.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A source task on the framework's life cycle, as both sources have it: metrics that tell tasks
 * apart, and a log that shows neither secrets nor keys.
 *
 * @param <C> the connector's options
 */
public abstract class CaptureTask<
        C extends CommonConnectorConfig, P extends Partition, O extends OffsetContext>
    extends BaseSourceTask<P, O> {
  private static final String TASK_TAG = "task";

  private final Field.Set fields;
  private final MaskedOptions masked;
  private CdcSourceTaskContext<C> taskContext;

  /** With all options of the connector. */
  protected CaptureTask(Field.Set fields) {
    this.fields = fields;
    this.masked = new MaskedOptions(fields);
  }

  /** Reads the task's options. */
  protected abstract C read(Configuration options);

  /** The running capture's error handler; null before the first start. */
  protected abstract ErrorHandler errors();

  /** What the framework knows of this task. */
  protected final CdcSourceTaskContext<C> taskContext() {
    return taskContext;
  }

  @Override
  public final String version() {
    return Version.current();
  }

  @Override
  public final CdcSourceTaskContext<C> preStart(Configuration options) {
    C config = read(options);
    // Without the tag, two tasks in one worker would fight for one MBean.
    Map<String, String> tags = new LinkedHashMap<>(config.getCustomMetricTags());
    tags.put(TASK_TAG, config.getTaskId());
    taskContext = new CdcSourceTaskContext<>(options, config, config.getTaskId(), tags);
    return taskContext;
  }

  /** The framework logs the options at each start, and knows secrets by a few endings alone. */
  @Override
  protected final Configuration withMaskedSensitiveOptions(Configuration options) {
    return masked.of(options);
  }

  @Override
  protected final Map<String, String> getMaskedConfigurationMap(Map<String, String> options) {
    return masked.of(Configuration.from(options)).asMap();
  }

  /** The framework would log the last record's offset, which has a key in it during a snapshot. */
  @Override
  protected final void logStatistics(List<SourceRecord> records) {
    // How much was sent is told by Connect's metrics and by those of the capture.
  }

  @Override
  protected final Optional<ErrorHandler> getErrorHandler() {
    return Optional.ofNullable(errors());
  }

  @Override
  protected final Iterable<Field> getAllConfigurationFields() {
    return fields;
  }
}
