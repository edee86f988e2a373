// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import io.vecbridge.common.Version;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.sink.config.DeadLetters;
import io.vecbridge.common.sink.metrics.SinkCounters;
import io.vecbridge.common.sink.metrics.SinkMBean;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.milvus.sink.check.Precheck;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.sink.write.StartedSink;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** A task's life; the work is that of {@link StartedSink}. */
public final class MilvusSinkTask extends SinkTask {
  private final LongSupplier nanoClock;
  private final SinkMetrics metrics;
  private StartedSink started;
  private SinkMBean bean;

  public MilvusSinkTask() {
    this(System::nanoTime);
  }

  /** For tests that let time pass. */
  MilvusSinkTask(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.metrics = new SinkMetrics(nanoClock, System::currentTimeMillis);
  }

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public void start(Map<String, String> properties) {
    MilvusSinkConfig config = MilvusSinkConfig.of(properties);
    new Precheck(config).require();
    started =
        new StartedSink(
            config,
            MilvusClient.open(config.connection()),
            context,
            DeadLetters.tolerated(properties),
            metrics,
            nanoClock);
    bean =
        SinkMBean.register(
            ManagementFactory.getPlatformMBeanServer(), "milvus", properties, metrics);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    started.put(records);
  }

  @Override
  public void stop() {
    if (started != null) {
      started.close();
      bean.close();
    }
  }

  /** What the task has done so far. */
  public SinkCounters.Snapshot counters() {
    return metrics.counters().snapshot();
  }
}
