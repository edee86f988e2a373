// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.metrics;

import io.debezium.config.Configuration;
import io.vecbridge.common.metrics.MetricTags;
import io.vecbridge.common.metrics.TaskMBean;
import java.util.HashMap;
import java.util.Map;
import javax.management.MBeanServer;

/**
 * A sink task's metrics in an MBean server, until it is closed: see {@link TaskMBean}. The name is
 * the connector's.
 */
public final class SinkMBean implements AutoCloseable {
  private static final String CONNECTOR = "name";
  private static final String TASK = "task.id";

  private final TaskMBean bean;

  private SinkMBean(TaskMBean bean) {
    this.bean = bean;
  }

  /** The properties of a task, as {@link #register} needs them. */
  public static Map<String, String> numbered(Map<String, String> properties, int task) {
    Map<String, String> numbered = new HashMap<>(properties);
    numbered.put(TASK, Integer.toString(task));
    return numbered;
  }

  /**
   * Shows metrics until it is closed.
   *
   * @param system the target: {@code oceanbase} or {@code milvus}
   * @param properties of the task
   * @param shown the MXBean interface
   */
  public static <M> SinkMBean register(
      MBeanServer server,
      String system,
      Map<String, String> properties,
      Class<M> shown,
      M metrics) {
    return new SinkMBean(
        TaskMBean.register(
            server,
            new TaskMBean.Name(
                system,
                "sink",
                properties.getOrDefault(CONNECTOR, system + "-sink"),
                MetricTags.of(Configuration.from(properties)),
                properties.getOrDefault(TASK, "0")),
            shown,
            metrics));
  }

  @Override
  public void close() {
    bean.close();
  }
}
