// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.connector.common.CdcSourceTaskContext;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.pipeline.ErrorHandler;
import io.debezium.pipeline.notification.channels.NotificationChannel;
import io.debezium.pipeline.signal.channels.SignalChannelReader;
import io.debezium.relational.TableId;
import io.debezium.spi.topic.TopicNamingStrategy;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.source.Framework;
import io.vecbridge.common.source.SampledEventMetadata;
import io.vecbridge.oceanbase.source.OceanBaseSourceConnector;
import io.vecbridge.oceanbase.source.capture.CaptureErrors;
import io.vecbridge.oceanbase.source.capture.TaskRun;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.emit.CapturedSchemas;
import io.vecbridge.oceanbase.source.scn.Session;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Everything that one run of a task with {@code capture.mode=binlog} is made of, wired once. */
public final class BinlogCapture implements TaskRun {
  private static final String QUEUE_LOGGING_CONTEXT = "oceanbase-source-task";

  private final CdcSourceTaskContext<OceanBaseSourceConfig> task;
  private final TopicNamingStrategy<TableId> topics;
  private final CapturedSchemas schemas;
  private final Framework<BinlogPartition, BinlogOffset> framework;
  private final Session session;
  private final BinlogConnection connection;
  private final BinlogPartition partition;
  private final Map<String, Object> stored;

  private BinlogCapture(
      CdcSourceTaskContext<OceanBaseSourceConfig> task,
      TopicNamingStrategy<TableId> topics,
      CapturedSchemas schemas,
      Framework<BinlogPartition, BinlogOffset> framework,
      OffsetStorageReader offsets) {
    OceanBaseSourceConfig config = task.getConfig();
    this.task = task;
    this.topics = topics;
    this.schemas = schemas;
    this.framework = framework;
    this.session = new Session(new OceanBaseConnections(config.connection()));
    this.connection = new BinlogConnection(config.connection(), config.binlog());
    this.partition = new BinlogPartition(config.getLogicalName());
    this.stored = offsets.offset(partition.getSourcePartition());
  }

  /**
   * Wires the parts; nothing runs yet.
   *
   * @param replaced the error handler of the run before, whose count of retries goes on; or null
   */
  public static BinlogCapture create(
      CdcSourceTaskContext<OceanBaseSourceConfig> task,
      OffsetStorageReader offsets,
      List<SignalChannelReader> signalChannels,
      List<NotificationChannel> notificationChannels,
      ErrorHandler replaced) {
    OceanBaseSourceConfig config = task.getConfig();
    TopicNamingStrategy<TableId> topics = Framework.topics(config);
    CapturedSchemas schemas = new CapturedSchemas(config, topics);
    Framework<BinlogPartition, BinlogOffset> framework =
        Framework.of(
            task,
            new Framework.Source(
                OceanBaseSourceConnector.class,
                QUEUE_LOGGING_CONTEXT,
                config.options(),
                config.tables()::includes,
                new SampledEventMetadata(BinlogSourceInfoStructMaker.OFFSET),
                config.schemaNameAdjuster(),
                queue -> new CaptureErrors(config, queue, replaced)),
            topics,
            schemas,
            signalChannels,
            notificationChannels);
    return new BinlogCapture(task, topics, schemas, framework, offsets);
  }

  @Override
  public ChangeEventSourceCoordinator<BinlogPartition, BinlogOffset> start() {
    OceanBaseSourceConfig config = task.getConfig();
    return framework.start(
        task,
        OceanBaseSourceConnector.class,
        schemas,
        progress ->
            new BinlogLoop(
                config, session, connection, stored, partition, this::recordsFrom, progress));
  }

  private BinlogRecords recordsFrom(BinlogPosition position) {
    OceanBaseSourceConfig config = task.getConfig();
    return new BinlogRecords(
        config, topics, schemas, framework, partition, new BinlogOffset(config, position));
  }

  @Override
  public ChangeEventQueue<DataChangeEvent> queue() {
    return framework.queue();
  }

  @Override
  public ErrorHandler errors() {
    return framework.errors();
  }

  @Override
  public void close() {
    connection.close();
    session.close();
    framework.queue().close();
  }
}
