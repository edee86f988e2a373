// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink;

import io.vecbridge.common.Version;
import io.vecbridge.common.sink.metrics.SinkMBean;
import io.vecbridge.common.sink.metrics.SinkMetricsMXBean;
import io.vecbridge.common.sink.write.StartedSink;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * A sink task's life, which its metrics show over JMX; the work is that of its sink.
 *
 * @param <M> the metrics, as an MXBean
 */
public abstract class TargetSinkTask<M extends SinkMetricsMXBean> extends SinkTask {
  private final String system;
  private final Class<M> shown;
  private final M metrics;
  private StartedSink<?> sink;
  private SinkMBean bean;

  /**
   * @param system the target: {@code oceanbase} or {@code milvus}
   * @param shown the MXBean interface
   */
  protected TargetSinkTask(String system, Class<M> shown, M metrics) {
    this.system = system;
    this.shown = shown;
    this.metrics = metrics;
  }

  /** Checks the properties and opens what they describe. */
  protected abstract StartedSink<?> open(Map<String, String> properties);

  @Override
  public final String version() {
    return Version.current();
  }

  @Override
  public final void start(Map<String, String> properties) {
    sink = open(properties);
    bean =
        SinkMBean.register(
            ManagementFactory.getPlatformMBeanServer(), system, properties, shown, metrics);
  }

  @Override
  public final void put(Collection<SinkRecord> records) {
    sink.put(records);
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
