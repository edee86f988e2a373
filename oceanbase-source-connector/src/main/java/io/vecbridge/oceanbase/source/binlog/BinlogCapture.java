// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.vecbridge.common.metrics.TaskMBean;
import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.common.source.emit.Heartbeats;
import io.vecbridge.common.source.run.Framework;
import io.vecbridge.common.source.run.TaskRun;
import io.vecbridge.common.source.run.TaskStart;
import io.vecbridge.common.source.signal.SignalLog;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.event.Binlog;
import io.vecbridge.oceanbase.source.event.BinlogServer;
import io.vecbridge.oceanbase.source.metrics.SourceMetrics;
import io.vecbridge.oceanbase.source.metrics.SourceMetricsMXBean;
import io.vecbridge.oceanbase.source.offset.BinlogOffset;
import io.vecbridge.oceanbase.source.offset.BinlogPartition;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.page.JdbcTenant;
import io.vecbridge.oceanbase.source.page.Tenant;
import io.vecbridge.oceanbase.source.run.Outages;
import io.vecbridge.oceanbase.source.schema.CapturedSchemas;
import java.util.Map;

/** Wires what one run of a task with {@code capture.mode=binlog} is made of. */
public final class BinlogCapture {
  private BinlogCapture() {}

  /** Wires a run; nothing runs yet. */
  public static TaskRun wire(TaskStart<OceanBaseSourceConfig> start) {
    OceanBaseSourceConfig config = start.config();
    BinlogPartition partition = new BinlogPartition(config.getLogicalName());
    Map<String, Object> stored = start.offsets().offset(partition.getSourcePartition());
    // An offset that can't be read ends the start before anything is open that would have to be
    // closed.
    long followed = stored == null ? 0 : BinlogPosition.of(stored).signalPosition();
    CapturedSchemas schemas = new CapturedSchemas(config);
    // The loop waits out what can pass (Outages), so the framework restarts nothing.
    Framework<BinlogPartition, BinlogOffset> framework =
        Framework.of(start, schemas, error -> false);
    Tenant tenant = new JdbcTenant(config);
    Binlog binlog = new BinlogServer(config.connection(), config.binlog());
    SourceMetrics metrics = new SourceMetrics(System::currentTimeMillis);
    TaskMBean mbean =
        TaskMBean.register(config.mbeanName("oceanbase"), SourceMetricsMXBean.class, metrics);
    FailedTables failed = new FailedTables(config.objectFailureMode(), metrics);
    BinlogStart from = new BinlogStart(config, binlog, stored, metrics);
    SignalLog signals = new SignalLog(framework.signals());
    if (followed > 0) {
      framework.signals().from(followed);
    }
    return TaskRun.of(
        framework,
        output ->
            new BinlogLoop(
                from,
                position ->
                    new BinlogStream(
                        config,
                        tenant,
                        binlog,
                        new BinlogOutput(
                            output, partition, new BinlogOffset(config, position), schemas),
                        failed,
                        signals),
                binlog,
                Heartbeats.every(config.getHeartbeatInterval()),
                new Outages(Sleeper.SYSTEM, output::connected, metrics::retried),
                Sleeper.SYSTEM),
        binlog::close,
        tenant::close,
        mbean::close);
  }
}
