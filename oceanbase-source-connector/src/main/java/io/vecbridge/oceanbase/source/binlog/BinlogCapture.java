// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.pipeline.ErrorHandler;
import io.debezium.relational.TableId;
import io.debezium.spi.topic.TopicNamingStrategy;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.common.source.run.CaptureCoordinator;
import io.vecbridge.common.source.run.Framework;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.emit.CapturedSchemas;
import io.vecbridge.oceanbase.source.event.BinlogConnection;
import io.vecbridge.oceanbase.source.offset.BinlogOffset;
import io.vecbridge.oceanbase.source.offset.BinlogPartition;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.offset.BinlogSourceInfoStructMaker;
import io.vecbridge.oceanbase.source.run.TaskRun;
import io.vecbridge.oceanbase.source.run.TaskStart;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import io.vecbridge.oceanbase.source.table.Session;
import java.util.Map;

/** Everything that one run of a task with {@code capture.mode=binlog} is made of, wired once. */
public final class BinlogCapture implements TaskRun {
  private final TaskStart task;
  private final TopicNamingStrategy<TableId> topics;
  private final CapturedSchemas schemas;
  private final Framework<BinlogPartition, BinlogOffset> framework;
  private final Session session;
  private final BinlogConnection connection;
  private final BinlogPartition partition;
  private final Map<String, Object> stored;

  private BinlogCapture(
      TaskStart task,
      TopicNamingStrategy<TableId> topics,
      CapturedSchemas schemas,
      Framework<BinlogPartition, BinlogOffset> framework) {
    OceanBaseSourceConfig config = task.config();
    this.task = task;
    this.topics = topics;
    this.schemas = schemas;
    this.framework = framework;
    this.session = new Session(new OceanBaseConnections(config.connection()));
    this.connection = new BinlogConnection(config.connection(), config.binlog());
    this.partition = new BinlogPartition(config.getLogicalName());
    this.stored = task.offsets().offset(partition.getSourcePartition());
  }

  /** Wires the parts; nothing runs yet. */
  public static BinlogCapture create(TaskStart task) {
    OceanBaseSourceConfig config = task.config();
    TopicNamingStrategy<TableId> topics = Framework.topics(config);
    CapturedSchemas schemas = new CapturedSchemas(config, topics);
    Framework<BinlogPartition, BinlogOffset> framework =
        task.framework(topics, schemas, BinlogSourceInfoStructMaker.OFFSET);
    return new BinlogCapture(task, topics, schemas, framework);
  }

  @Override
  public ChangeEventSourceCoordinator<BinlogPartition, BinlogOffset> start() {
    OceanBaseSourceConfig config = task.config();
    CapturedTables tables = new CapturedTables(new TableReader(), config.tables()::includes);
    return CaptureCoordinator.start(
        framework,
        task.task(),
        task.connector(),
        schemas,
        progress ->
            new BinlogLoop(
                config,
                session,
                tables,
                connection,
                stored,
                partition,
                this::recordsFrom,
                progress));
  }

  private BinlogRecords recordsFrom(BinlogPosition position) {
    OceanBaseSourceConfig config = task.config();
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
