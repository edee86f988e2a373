// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.util.Clock;
import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.common.source.emit.Heartbeats;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.source.run.Framework;
import io.vecbridge.common.source.run.TaskRun;
import io.vecbridge.common.source.run.TaskStart;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset;
import io.vecbridge.oceanbase.source.page.JdbcTenant;
import io.vecbridge.oceanbase.source.page.Tenant;
import io.vecbridge.oceanbase.source.run.Outages;
import io.vecbridge.oceanbase.source.schema.CapturedSchemas;

/** Wires what one run of a task with {@code capture.mode=scn} is made of. */
public final class Capture {
  private Capture() {}

  /** Wires a run; nothing runs yet. */
  public static TaskRun wire(TaskStart<OceanBaseSourceConfig> start) {
    OceanBaseSourceConfig config = start.config();
    CapturedSchemas schemas = new CapturedSchemas(config);
    // The loop waits out what can pass (Outages), so the framework restarts nothing.
    Framework<NamedPartition, OceanBaseOffset> framework =
        Framework.of(start, schemas, error -> false);
    Tenant tenant = new JdbcTenant(config);
    LostPolicy lost = new LostPolicy(config.getSnapshotMode());
    return TaskRun.of(
        framework,
        output ->
            new CaptureLoop(
                new CapturedSet(
                    config,
                    tenant,
                    start.share(),
                    new TableOpening(config, tenant, start.offsets(), schemas, output, lost),
                    System::nanoTime),
                new Polls(
                    config.capture(),
                    tenant,
                    new DefinitionChanges(tenant, lost),
                    System::nanoTime),
                new Heartbeats(config.getHeartbeatInterval(), Clock.SYSTEM),
                new Outages(Sleeper.SYSTEM),
                Sleeper.SYSTEM),
        tenant::close);
  }
}
