// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.capture;

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
import io.vecbridge.common.source.TaskShare;
import io.vecbridge.oceanbase.source.OceanBaseSourceConnector;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.emit.CapturedSchemas;
import io.vecbridge.oceanbase.source.emit.Records;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset;
import io.vecbridge.oceanbase.source.offset.OceanBasePartition;
import io.vecbridge.oceanbase.source.offset.OceanBaseSourceInfoStructMaker;
import io.vecbridge.oceanbase.source.scn.Session;
import java.util.List;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Everything that one run of a task is made of, wired once. */
public final class Capture implements TaskRun {
  private static final String QUEUE_LOGGING_CONTEXT = "oceanbase-source-task";

  private final CdcSourceTaskContext<OceanBaseSourceConfig> task;
  private final CapturedSchemas schemas;
  private final Framework<OceanBasePartition, OceanBaseOffset> framework;
  private final Session session;
  private final OffsetStorageReader offsets;
  private final Records records;

  private Capture(
      CdcSourceTaskContext<OceanBaseSourceConfig> task,
      CapturedSchemas schemas,
      Framework<OceanBasePartition, OceanBaseOffset> framework,
      OffsetStorageReader offsets,
      Records records) {
    this.task = task;
    this.schemas = schemas;
    this.framework = framework;
    this.session = new Session(new OceanBaseConnections(task.getConfig().connection()));
    this.offsets = offsets;
    this.records = records;
  }

  /**
   * Wires the parts; nothing runs yet.
   *
   * @param replaced the error handler of the run before, whose count of retries goes on; or null
   */
  public static Capture create(
      CdcSourceTaskContext<OceanBaseSourceConfig> task,
      OffsetStorageReader offsets,
      List<SignalChannelReader> signalChannels,
      List<NotificationChannel> notificationChannels,
      ErrorHandler replaced) {
    OceanBaseSourceConfig config = task.getConfig();
    TopicNamingStrategy<TableId> topics = Framework.topics(config);
    CapturedSchemas schemas = new CapturedSchemas(config, topics);
    Framework<OceanBasePartition, OceanBaseOffset> framework =
        Framework.of(
            task,
            new Framework.Source(
                OceanBaseSourceConnector.class,
                QUEUE_LOGGING_CONTEXT,
                config.options(),
                config.tables()::includes,
                new SampledEventMetadata(OceanBaseSourceInfoStructMaker.SCN),
                config.schemaNameAdjuster(),
                queue -> new CaptureErrors(config, queue, replaced)),
            topics,
            schemas,
            signalChannels,
            notificationChannels);
    Records records = new Records(config, topics, schemas, framework);
    return new Capture(task, schemas, framework, offsets, records);
  }

  @Override
  public ChangeEventSourceCoordinator<OceanBasePartition, OceanBaseOffset> start() {
    OceanBaseSourceConfig config = task.getConfig();
    TaskShare share = TaskShare.of(Integer.parseInt(config.getTaskId()), config.options().asMap());
    return framework.start(
        task,
        OceanBaseSourceConnector.class,
        schemas,
        progress -> new CaptureLoop(config, session, share, offsets, records, progress));
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
    session.close();
    framework.queue().close();
  }
}
