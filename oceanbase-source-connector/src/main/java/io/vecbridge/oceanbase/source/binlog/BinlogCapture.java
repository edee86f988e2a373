// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.common.source.run.Framework;
import io.vecbridge.common.source.run.TaskRun;
import io.vecbridge.common.source.run.TaskStart;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.emit.CapturedSchemas;
import io.vecbridge.oceanbase.source.event.BinlogConnection;
import io.vecbridge.oceanbase.source.offset.BinlogOffset;
import io.vecbridge.oceanbase.source.offset.BinlogPartition;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import io.vecbridge.oceanbase.source.table.Session;
import java.util.Map;

/** Wires what one run of a task with {@code capture.mode=binlog} is made of. */
public final class BinlogCapture {
  private BinlogCapture() {}

  /** Wires a run; nothing runs yet. */
  public static TaskRun wire(TaskStart<OceanBaseSourceConfig> start) {
    OceanBaseSourceConfig config = start.config();
    CapturedSchemas schemas = new CapturedSchemas(config);
    // What time can mend is tried again inside the loop, which knows better than a stored offset
    // where it was.
    Framework<BinlogPartition, BinlogOffset> framework =
        Framework.of(start, schemas, error -> false);
    Session session = new Session(new OceanBaseConnections(config.connection())::open);
    BinlogConnection connection = new BinlogConnection(config.connection(), config.binlog());
    BinlogPartition partition = new BinlogPartition(config.getLogicalName());
    Map<String, Object> stored = start.offsets().offset(partition.getSourcePartition());
    CapturedTables tables = new CapturedTables(new TableReader(), config.tables()::includes);
    return TaskRun.of(
        framework,
        progress ->
            new BinlogLoop(
                config,
                session,
                tables,
                connection,
                stored,
                partition,
                position ->
                    new BinlogRecords(
                        config, schemas, framework, partition, new BinlogOffset(config, position)),
                progress),
        connection::close,
        session::close);
  }
}
