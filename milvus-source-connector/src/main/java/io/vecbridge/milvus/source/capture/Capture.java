// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.config.Configuration;
import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.connector.common.CdcSourceTaskContext;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.pipeline.ErrorHandler;
import io.debezium.pipeline.notification.channels.NotificationChannel;
import io.debezium.pipeline.signal.channels.SignalChannelReader;
import io.debezium.relational.TableId;
import io.debezium.spi.topic.TopicNamingStrategy;
import io.vecbridge.common.metrics.TaskMBean;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.common.source.emit.SampledEventMetadata;
import io.vecbridge.common.source.run.CaptureCoordinator;
import io.vecbridge.common.source.run.Framework;
import io.vecbridge.common.source.run.TaskShare;
import io.vecbridge.milvus.source.MilvusSourceConnector;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.emit.CapturedSchemas;
import io.vecbridge.milvus.source.emit.Records;
import io.vecbridge.milvus.source.metrics.SourceMetrics;
import io.vecbridge.milvus.source.metrics.SourceMetricsMXBean;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.offset.MilvusPartition;
import io.vecbridge.milvus.source.offset.MilvusSourceInfoStructMaker;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Everything that one run of a task is made of, wired once. */
public final class Capture implements AutoCloseable {
  private static final String QUEUE_LOGGING_CONTEXT = "milvus-source-task";

  private final CdcSourceTaskContext<MilvusSourceConfig> task;
  private final CapturedSchemas schemas;
  private final Framework<MilvusPartition, MilvusOffset> framework;
  private final MilvusClient client;
  private final TaskShare share;
  private final OffsetStorageReader offsets;
  private final Records records;
  private final SourceMetrics metrics;
  private final TaskMBean shown;

  private Capture(
      CdcSourceTaskContext<MilvusSourceConfig> task,
      CapturedSchemas schemas,
      Framework<MilvusPartition, MilvusOffset> framework,
      MilvusClient client,
      OffsetStorageReader offsets,
      Records records,
      SourceMetrics metrics) {
    this.task = task;
    this.schemas = schemas;
    this.framework = framework;
    this.client = client;
    this.share =
        TaskShare.of(
            Integer.parseInt(task.getConfig().getTaskId()), task.getConfig().options().asMap());
    this.offsets = offsets;
    this.records = records;
    this.metrics = metrics;
    this.shown =
        TaskMBean.register(
            ManagementFactory.getPlatformMBeanServer(),
            "milvus",
            "source",
            task.getConfig().getLogicalName(),
            task.getConfig().getTaskId(),
            SourceMetricsMXBean.class,
            metrics);
  }

  /**
   * Wires the parts; nothing runs yet.
   *
   * @param replaced the error handler of the run before, whose count of retries goes on; or null
   * @param metrics of the task
   */
  public static Capture create(
      CdcSourceTaskContext<MilvusSourceConfig> task,
      OffsetStorageReader offsets,
      List<SignalChannelReader> signalChannels,
      List<NotificationChannel> notificationChannels,
      ErrorHandler replaced,
      SourceMetrics metrics) {
    MilvusSourceConfig config = task.getConfig();
    Configuration options = config.options();
    TopicNamingStrategy<TableId> topics = Framework.topics(config);
    CapturedSchemas schemas = new CapturedSchemas(config, topics);
    Framework<MilvusPartition, MilvusOffset> framework =
        Framework.of(
            task,
            new Framework.Source(
                MilvusSourceConnector.class,
                QUEUE_LOGGING_CONTEXT,
                options,
                schemas::isCaptured,
                new SampledEventMetadata(MilvusSourceInfoStructMaker.TSO),
                config.schemaNameAdjuster(),
                queue -> new CaptureErrors(config, queue, replaced)),
            topics,
            schemas,
            signalChannels,
            notificationChannels);
    Records records = new Records(config, topics, schemas, framework);
    MilvusClient client = MilvusClient.open(MilvusConnectionOptions.from(options));
    return new Capture(task, schemas, framework, client, offsets, records, metrics);
  }

  /** Starts the capture thread. */
  public ChangeEventSourceCoordinator<MilvusPartition, MilvusOffset> start() {
    return CaptureCoordinator.start(
        framework,
        task,
        MilvusSourceConnector.class,
        schemas,
        progress ->
            new CaptureLoop(
                task.getConfig(),
                client,
                share,
                offsets,
                records,
                progress,
                metrics,
                time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()),
                System::nanoTime));
  }

  /** The records that {@code poll} takes. */
  public ChangeEventQueue<DataChangeEvent> queue() {
    return framework.queue();
  }

  /** What becomes of errors. */
  public ErrorHandler errors() {
    return framework.errors();
  }

  /** Closes what the coordinator, which is stopped first, doesn't close. */
  @Override
  public void close() {
    framework.queue().close();
    client.close();
    shown.close();
  }
}
