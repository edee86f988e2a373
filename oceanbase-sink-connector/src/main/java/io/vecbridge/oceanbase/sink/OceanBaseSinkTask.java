// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import io.vecbridge.common.Version;
import io.vecbridge.common.sink.config.DeadLetters;
import io.vecbridge.common.sink.metrics.SinkCounters;
import io.vecbridge.common.sink.metrics.SinkMBean;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.write.StartedSink;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** A task's life; the work is that of {@link StartedSink}. */
public final class OceanBaseSinkTask extends SinkTask {
  private final LongSupplier nanoClock;
  private final SinkMetrics metrics;
  private StartedSink started;
  private SinkMBean bean;

  public OceanBaseSinkTask() {
    this(System::nanoTime);
  }

  /** For tests that let time pass. */
  OceanBaseSinkTask(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.metrics = new SinkMetrics(nanoClock, System::currentTimeMillis);
  }

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public void start(Map<String, String> properties) {
    boolean tolerated = DeadLetters.tolerated(properties);
    started =
        new StartedSink(OceanBaseSinkConfig.of(properties), context, tolerated, metrics, nanoClock);
    bean =
        SinkMBean.register(
            ManagementFactory.getPlatformMBeanServer(), "oceanbase", properties, metrics);
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
