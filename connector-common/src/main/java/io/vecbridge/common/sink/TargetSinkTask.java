// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink;

import io.vecbridge.common.Version;
import io.vecbridge.common.sink.metrics.SinkMBean;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.sink.write.StartedSink;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * A sink task's life, which its metrics show over JMX; the work is that of its sink.
 *
 * @param <M> the metrics
 */
public abstract class TargetSinkTask<M extends SinkMetrics> extends SinkTask {
  private final String system;
  private final Class<? super M> shown;
  private final M metrics;
  private final LongSupplier nanoClock;
  private StartedSink<?> sink;
  private SinkMBean bean;

  /**
   * @param system the target: {@code oceanbase} or {@code milvus}
   * @param shown the MXBean interface
   * @param metrics makes new metrics with a clock for durations and one for times
   */
  protected TargetSinkTask(
      String system,
      Class<? super M> shown,
      BiFunction<LongSupplier, LongSupplier, M> metrics,
      LongSupplier nanoClock) {
    this.system = system;
    this.shown = shown;
    this.metrics = metrics.apply(nanoClock, System::currentTimeMillis);
    this.nanoClock = nanoClock;
  }

  /** Checks the properties and opens what they describe. */
  protected abstract StartedSink<?> open(
      Map<String, String> properties, M metrics, LongSupplier nanoClock);

  @Override
  public final String version() {
    return Version.current();
  }

  @Override
  public final void start(Map<String, String> properties) {
    sink = open(properties, metrics, nanoClock);
    bean =
        SinkMBean.register(
            ManagementFactory.getPlatformMBeanServer(), system, properties, shown, metrics);
  }

  @Override
  public final void put(Collection<SinkRecord> records) {
    sink.put(records);
  }

  /**
   * Commits what was put; Connect calls {@link #preCommit} instead. Throws as {@link #put} does.
   */
  @Override
  public final void flush(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    sink.flush();
  }

  @Override
  public final Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    return sink.committable(currentOffsets);
  }

  @Override
  public final void close(Collection<TopicPartition> partitions) {
    sink.revoked(partitions);
  }

  @Override
  public final void stop() {
    if (sink != null) {
      sink.close();
      bean.close();
    }
  }
}
