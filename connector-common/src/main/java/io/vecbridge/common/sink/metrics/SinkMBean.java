// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.metrics;

import java.util.HashMap;
import java.util.Map;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.apache.kafka.common.utils.Sanitizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task's metrics under their name in an MBean server: {@code
 * vecbridge.<system>:type=connector-metrics,context=sink,server=<connector>,task=<n>}.
 *
 * <p>The newest task of a name has it: Connect may start a task anew while an old one still hangs
 * in a put, and the old one's end takes nothing from the new one. That metrics can't be shown is
 * warned of and stops nothing.
 */
public final class SinkMBean extends StandardMBean implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SinkMBean.class);
  private static final String CONNECTOR = "name";
  private static final String TASK = "task.id";

  private final MBeanServer server;
  private final String name;
  private volatile boolean registered;

  private SinkMBean(MBeanServer server, String name, SinkMetricsMXBean metrics) {
    super(metrics, SinkMetricsMXBean.class, true);
    this.server = server;
    this.name = name;
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
   */
  public static SinkMBean register(
      MBeanServer server,
      String system,
      Map<String, String> properties,
      SinkMetricsMXBean metrics) {
    String connector = properties.getOrDefault(CONNECTOR, system + "-sink");
    String task = properties.getOrDefault(TASK, "0");
    String name =
        "vecbridge."
            + system
            + ":type=connector-metrics,context=sink,server="
            + Sanitizer.jmxSanitize(connector)
            + ",task="
            + Sanitizer.jmxSanitize(task);
    SinkMBean bean = new SinkMBean(server, name, metrics);
    bean.register();
    return bean;
  }

  private void register() {
    try {
      ObjectName objectName = new ObjectName(name);
      try {
        server.registerMBean(this, objectName);
      } catch (InstanceAlreadyExistsException stale) {
        server.unregisterMBean(objectName);
        server.registerMBean(this, objectName);
      }
    } catch (JMException | RuntimeException e) {
      LOG.warn("The task's metrics are not shown: {} can't be registered.", name, e);
    }
  }

  @Override
  public void postRegister(Boolean done) {
    super.postRegister(done);
    registered = done;
  }

  @Override
  public void postDeregister() {
    super.postDeregister();
    registered = false;
  }

  /** Takes the name back, unless a newer task has it; never throws. */
  @Override
  public void close() {
    if (!registered) {
      return;
    }
    try {
      server.unregisterMBean(new ObjectName(name));
    } catch (JMException | RuntimeException e) {
      LOG.warn("The ended task's metrics are still shown: {}", name, e);
    }
  }
}
