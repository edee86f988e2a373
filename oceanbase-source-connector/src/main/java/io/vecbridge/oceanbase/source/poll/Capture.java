// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.common.source.run.Framework;
import io.vecbridge.common.source.run.TaskRun;
import io.vecbridge.common.source.run.TaskStart;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.emit.CapturedSchemas;
import io.vecbridge.oceanbase.source.emit.Records;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset;
import io.vecbridge.oceanbase.source.offset.OceanBasePartition;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import io.vecbridge.oceanbase.source.table.Session;

/** Wires what one run of a task with {@code capture.mode=scn} is made of. */
public final class Capture {
  private Capture() {}

  /** Wires a run; nothing runs yet. */
  public static TaskRun wire(TaskStart<OceanBaseSourceConfig> start) {
    OceanBaseSourceConfig config = start.config();
    CapturedSchemas schemas = new CapturedSchemas(config);
    // What time can mend is tried again inside the loop, which knows better than a stored offset
    // where it was.
    Framework<OceanBasePartition, OceanBaseOffset> framework =
        Framework.of(start, schemas, error -> false);
    Session session = new Session(new OceanBaseConnections(config.connection())::open);
    Records records = new Records(config, schemas, framework);
    CapturedTables tables = new CapturedTables(new TableReader(), config.tables()::includes);
    return TaskRun.of(
        framework,
        progress ->
            new CaptureLoop(
                config, session, tables, start.share(), start.offsets(), records, progress),
        session::close);
  }
}
