// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

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
import io.vecbridge.common.source.run.TaskShare;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.emit.CapturedSchemas;
import io.vecbridge.oceanbase.source.emit.Records;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset;
import io.vecbridge.oceanbase.source.offset.OceanBasePartition;
import io.vecbridge.oceanbase.source.offset.OceanBaseSourceInfoStructMaker;
import io.vecbridge.oceanbase.source.run.TaskRun;
import io.vecbridge.oceanbase.source.run.TaskStart;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import io.vecbridge.oceanbase.source.table.Session;

/** Everything that one run of a task is made of, wired once. */
public final class Capture implements TaskRun {
  private final TaskStart task;
  private final CapturedSchemas schemas;
  private final Framework<OceanBasePartition, OceanBaseOffset> framework;
  private final Session session;
  private final Records records;

  private Capture(
      TaskStart task,
      CapturedSchemas schemas,
      Framework<OceanBasePartition, OceanBaseOffset> framework,
      Records records) {
    this.task = task;
    this.schemas = schemas;
    this.framework = framework;
    this.session = new Session(new OceanBaseConnections(task.config().connection()));
    this.records = records;
  }

  /** Wires the parts; nothing runs yet. */
  public static Capture create(TaskStart task) {
    OceanBaseSourceConfig config = task.config();
    TopicNamingStrategy<TableId> topics = Framework.topics(config);
    CapturedSchemas schemas = new CapturedSchemas(config, topics);
    Framework<OceanBasePartition, OceanBaseOffset> framework =
        task.framework(topics, schemas, OceanBaseSourceInfoStructMaker.SCN);
    Records records = new Records(config, topics, schemas, framework);
    return new Capture(task, schemas, framework, records);
  }

  @Override
  public ChangeEventSourceCoordinator<OceanBasePartition, OceanBaseOffset> start() {
    OceanBaseSourceConfig config = task.config();
    TaskShare share = TaskShare.of(Integer.parseInt(config.getTaskId()), config.options().asMap());
    CapturedTables tables = new CapturedTables(new TableReader(), config.tables()::includes);
    return CaptureCoordinator.start(
        framework,
        task.task(),
        task.connector(),
        schemas,
        progress ->
            new CaptureLoop(config, session, tables, share, task.offsets(), records, progress));
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
