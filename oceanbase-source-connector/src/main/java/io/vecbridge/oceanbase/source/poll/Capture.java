// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.util.Threads;
import io.vecbridge.common.metrics.TaskMBean;
import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.common.source.emit.Heartbeats;
import io.vecbridge.common.source.emit.TaskOutput;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.source.run.Framework;
import io.vecbridge.common.source.run.TaskRun;
import io.vecbridge.common.source.run.TaskShare;
import io.vecbridge.common.source.run.TaskStart;
import io.vecbridge.common.source.signal.SignalLog;
import io.vecbridge.common.source.signal.Signals;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.metrics.SourceMetrics;
import io.vecbridge.oceanbase.source.metrics.SourceMetricsMXBean;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset;
import io.vecbridge.oceanbase.source.offset.StoredOffset;
import io.vecbridge.oceanbase.source.page.JdbcTenant;
import io.vecbridge.oceanbase.source.page.Tenant;
import io.vecbridge.oceanbase.source.run.Outages;
import io.vecbridge.oceanbase.source.schema.CapturedSchemas;
import java.time.Duration;
import java.util.Objects;

/**
 * Wires what one run of a task with {@code capture.mode=scn} is made of, or, in both capture modes,
 * with {@code snapshot.mode=schema_only}.
 */
public final class Capture {
  private Capture() {}

  /** Wires a run; nothing runs yet. */
  public static TaskRun wire(TaskStart<OceanBaseSourceConfig> start) {
    OceanBaseSourceConfig config = start.config();
    CapturedSchemas schemas = new CapturedSchemas(config);
    // The loop waits out what can pass (Outages), so the framework restarts nothing.
    Framework<NamedPartition, OceanBaseOffset> framework =
        Framework.of(start, schemas, error -> false);
    Duration queryTimeout = config.connection().queryTimeout();
    Tenant tenant =
        new JdbcTenant(
            config, queryTimeout.compareTo(SlowReads.QUICK) < 0 ? queryTimeout : SlowReads.QUICK);
    Tenant patient = new JdbcTenant(config);
    SourceMetrics metrics = new SourceMetrics(System::currentTimeMillis);
    TaskMBean mbean =
        TaskMBean.register(config.mbeanName("oceanbase"), SourceMetricsMXBean.class, metrics);
    TableFailures failures =
        new TableFailures(config.objectFailureMode(), System::nanoTime, tenant::isClosed, metrics);
    if (!config.getSnapshotMode().capturesRows()) {
      return TaskRun.of(
          framework,
          output -> new AnnouncedTables(start, tenant, schemas, output, failures, Sleeper.SYSTEM),
          tenant::close,
          patient::close,
          mbean::close);
    }
    LostPolicy lost = new LostPolicy(config.getSnapshotMode(), config.objectFailureMode(), metrics);
    return TaskRun.of(
        framework,
        output ->
            new CaptureLoop(
                new CapturedSet(
                    config,
                    metrics,
                    listing(start, tenant, failures, output, metrics),
                    new TableOpening(config, tenant, start.offsets(), schemas, output, lost),
                    failures,
                    System::nanoTime),
                new Polls(
                    config.capture(),
                    tenant,
                    new DefinitionChanges(tenant, lost),
                    failures,
                    slowReads(config, patient),
                    System::nanoTime),
                signals(start, framework.signals()),
                Heartbeats.every(config.getHeartbeatInterval()),
                new Outages(Sleeper.SYSTEM, output::connected, metrics::retried),
                Sleeper.SYSTEM),
        tenant::close,
        patient::close,
        mbean::close);
  }

  private static TableListing listing(
      TaskStart<OceanBaseSourceConfig> start,
      Tenant tenant,
      TableFailures failures,
      TaskOutput<NamedPartition> output,
      SourceMetrics metrics) {
    OceanBaseSourceConfig config = start.config();
    MissedDrops drops =
        new MissedDrops(
            config.getLogicalName(),
            start.offsets(),
            tenant,
            failures,
            output,
            start.share().isFirst());
    return new TableListing(
        tenant,
        start.share(),
        drops,
        config.capture().discoveryInterval(),
        System::nanoTime,
        metrics);
  }

  private static SlowReads slowReads(OceanBaseSourceConfig config, Tenant patient) {
    return new SlowReads(
        patient,
        Threads.newSingleThreadExecutor(
            SlowReads.class, config.getLogicalName(), "slow-reads", true),
        System::nanoTime);
  }

  /** The signals, of Kafka's channel those that have not been followed by every table. */
  private static SignalLog signals(TaskStart<OceanBaseSourceConfig> start, Signals<?, ?> signals) {
    String prefix = start.config().getLogicalName();
    TaskShare share = start.share();
    start
        .offsets()
        .offsets(
            share.dealt().stream()
                .filter(share::owns)
                .map(id -> NamedPartition.ofTable(prefix, id).getSourcePartition())
                .toList())
        .values()
        .stream()
        .filter(Objects::nonNull)
        .mapToLong(offset -> StoredOffset.of(offset).position().requested().signalPosition())
        .filter(position -> position > 0)
        .min()
        .ifPresent(signals::from);
    return new SignalLog(signals);
  }
}
