// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink;

import io.vecbridge.common.Version;
import io.vecbridge.common.sink.metrics.SinkCounters;
import io.vecbridge.common.sink.metrics.SinkMBean;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** A sink task's life, which its metrics show over JMX; the work is that of its sink. */
public abstract class TargetSinkTask extends SinkTask {
  private final String system;
  private final LongSupplier nanoClock;
  private final SinkMetrics metrics;
  private TargetSink sink;
  private SinkMBean bean;

  /**
   * @param system the target: {@code oceanbase} or {@code milvus}
   * @param nanoClock such as {@code System::nanoTime}
   */
  protected TargetSinkTask(String system, LongSupplier nanoClock) {
    this.system = system;
    this.nanoClock = nanoClock;
    this.metrics = new SinkMetrics(nanoClock, System::currentTimeMillis);
  }

  /** Checks the properties and opens what they describe. */
  protected abstract TargetSink open(
      Map<String, String> properties, SinkMetrics shown, LongSupplier clock);

  @Override
  public final String version() {
    return Version.current();
  }

  @Override
  public final void start(Map<String, String> properties) {
    sink = open(properties, metrics, nanoClock);
    bean =
        SinkMBean.register(ManagementFactory.getPlatformMBeanServer(), system, properties, metrics);
  }

  @Override
  public final void put(Collection<SinkRecord> records) {
    sink.put(records);
  }

  @Override
  public final void stop() {
    if (sink != null) {
      sink.close();
      bean.close();
    }
  }

  /** What the task has done so far. */
  public final SinkCounters.Snapshot counters() {
    return metrics.counters().snapshot();
  }
}
