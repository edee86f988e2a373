// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.run;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.connector.common.BaseSourceTask;
import io.debezium.connector.common.CdcSourceTaskContext;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.ErrorHandler;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.pipeline.spi.Partition;
import io.vecbridge.common.Version;
import io.vecbridge.common.config.Options;
import io.vecbridge.common.source.config.SourceConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A source task on the framework's life cycle, as both sources have it: a start builds one {@link
 * TaskRun}, which fills a queue that {@code poll} empties. Metrics tell tasks apart, and the log
 * shows neither secrets nor keys.
 *
 * @param <C> the connector's options
 */
public abstract class CaptureTask<C extends SourceConfig>
    extends BaseSourceTask<Partition, OffsetContext> {
  private static final String TASK_TAG = "task";

  private final Class<? extends SourceConnector> connector;
  private final String name;
  private final Options options;
  private final Function<Configuration, C> config;
  private final MaskedOptions masked;
  private CdcSourceTaskContext<C> taskContext;
  private volatile TaskRun run;

  /**
   * Of a connector.
   *
   * @param name of the connector, in the framework's logs and metrics
   * @param options all of the connector's
   * @param config reads options that have defaults
   */
  protected CaptureTask(
      Class<? extends SourceConnector> connector,
      String name,
      Options options,
      Function<Configuration, C> config) {
    this.connector = connector;
    this.name = name;
    this.options = options;
    this.config = config;
    this.masked = new MaskedOptions(options.fields());
  }

  /** Wires one run; nothing runs yet. */
  protected abstract TaskRun wire(TaskStart<C> start);

  @Override
  protected final String connectorName() {
    return name;
  }

  @Override
  public final String version() {
    return Version.current();
  }

  @Override
  public final CdcSourceTaskContext<C> preStart(Configuration given) {
    C read = config.apply(options.withDefaults(given));
    // Without the tag, two tasks in one worker would fight for one MBean.
    Map<String, String> tags = new LinkedHashMap<>(read.getCustomMetricTags());
    tags.put(TASK_TAG, read.getTaskId());
    taskContext = new CdcSourceTaskContext<>(given, read, read.getTaskId(), tags);
    return taskContext;
  }

  // The framework only stops what is started here; each way of capture has offsets of its own.
  @SuppressWarnings("unchecked")
  @Override
  protected final ChangeEventSourceCoordinator<Partition, OffsetContext> start(
      Configuration given) {
    registerServiceProviders(taskContext.getConfig().getServiceRegistry());
    run =
        wire(
            new TaskStart<>(
                connector,
                taskContext,
                context.offsetStorageReader(),
                getAvailableSignalChannels(),
                getNotificationChannels(),
                run == null ? null : run.errors()));
    return (ChangeEventSourceCoordinator<Partition, OffsetContext>) run.start();
  }

  @Override
  protected final List<SourceRecord> doPoll() throws InterruptedException {
    return pollRecords(run.queue());
  }

  @Override
  protected final void doStop() {
    if (run != null) {
      run.close();
    }
  }

  @Override
  protected final Optional<ErrorHandler> getErrorHandler() {
    return Optional.ofNullable(run).map(TaskRun::errors);
  }

  /**
   * The framework logs the options at each start, and recognizes secrets only by a few suffixes.
   */
  @Override
  protected final Configuration withMaskedSensitiveOptions(Configuration given) {
    return masked.of(given);
  }

  @Override
  protected final Map<String, String> getMaskedConfigurationMap(Map<String, String> given) {
    return masked.of(Configuration.from(given)).asMap();
  }

  /** The framework would log the last record's offset, which has a key in it during a snapshot. */
  @Override
  protected final void logStatistics(List<SourceRecord> records) {
    // Connect's metrics and those of the capture report how much was sent.
  }

  @Override
  protected final Iterable<Field> getAllConfigurationFields() {
    return options.fields();
  }
}
