// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.metrics;

import java.lang.management.ManagementFactory;
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
 * vecbridge.<system>:type=connector-metrics,context=<source or
 * sink>,server=<name>,<tags>,task=<n>}.
 *
 * <p>The newest task of a name owns it: Connect may start a task again while an old one still
 * hangs, and the end of the old one doesn't unregister the new one. If the metrics can't be
 * registered, a warning is logged and the task continues.
 */
public final class TaskMBean extends StandardMBean implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskMBean.class);

  private final MBeanServer server;
  private final String name;
  private volatile boolean registered;

  private <T> TaskMBean(MBeanServer server, String name, Class<T> mxBean, T metrics) {
    super(metrics, mxBean, true);
    this.server = server;
    this.name = name;
  }

  /**
   * What a task's metrics are called.
   *
   * @param system {@code oceanbase} or {@code milvus}
   * @param context {@code source} or {@code sink}
   * @param server the connector's name, or a source's {@code topic.prefix} as in Debezium's
   * @param tags {@code custom.metric.tags}
   */
  public record Name(
      String system, String context, String server, Map<String, String> tags, String task) {
    private String text() {
      StringBuilder text =
          new StringBuilder("vecbridge.")
              .append(system)
              .append(":type=connector-metrics,context=")
              .append(context)
              .append(",server=")
              .append(Sanitizer.jmxSanitize(server));
      tags.forEach(
          (key, value) ->
              text.append(',').append(key).append('=').append(Sanitizer.jmxSanitize(value)));
      return text.append(",task=").append(Sanitizer.jmxSanitize(task)).toString();
    }
  }

  /**
   * Shows metrics until it is closed.
   *
   * @param mxBean the MXBean interface
   */
  public static <T> TaskMBean register(MBeanServer server, Name name, Class<T> mxBean, T metrics) {
    TaskMBean bean = new TaskMBean(server, name.text(), mxBean, metrics);
    bean.register();
    return bean;
  }

  /** Shows metrics in the worker's own server until they are closed. */
  public static <T> TaskMBean register(Name name, Class<T> mxBean, T metrics) {
    return register(ManagementFactory.getPlatformMBeanServer(), name, mxBean, metrics);
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
      LOG.warn("The task's metrics are not available: {} can't be registered.", name, e);
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

  /** Unregisters the name, unless a newer task has it; never throws. */
  @Override
  public void close() {
    if (!registered) {
      return;
    }
    try {
      server.unregisterMBean(new ObjectName(name));
    } catch (JMException | RuntimeException e) {
      LOG.warn("The metrics of the stopped task can't be unregistered: {}", name, e);
    }
  }
}
