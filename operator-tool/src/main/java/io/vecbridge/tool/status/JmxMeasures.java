// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.status;

import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.status.TaskMeasures.OfObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The MBeans of the connectors' tasks in the JVM of a worker. */
public final class JmxMeasures {
  private static final String BEANS = "vecbridge.*:type=connector-metrics,*";
  private static final String VALUE = "value";
  private static final String KEY = "key";

  private final String worker;
  private final JmxAccess access;

  /**
   * Of a worker.
   *
   * @param worker its address, {@code <host>:<port>}
   */
  public JmxMeasures(String worker, JmxAccess access) {
    this.worker = worker;
    this.access = access;
  }

  /** What the tasks of some connectors report: sources by their prefix, sinks by their name. */
  @SuppressWarnings("BanJNDI") // the operator names the worker
  List<TaskMeasures> read(String prefix, String sink) {
    List<TaskMeasures> measures = new ArrayList<>();
    try (JMXConnector connector =
        JMXConnectorFactory.connect(
            new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + worker + "/jmxrmi"),
            access.environment())) {
      MBeanServerConnection beans = connector.getMBeanServerConnection();
      for (ObjectName name : beans.queryNames(new ObjectName(BEANS), null)) {
        String context = name.getKeyProperty("context");
        String server = unquoted(name.getKeyProperty("server"));
        if (server.equals("source".equals(context) ? prefix : sink)) {
          measures.add(task(beans, name, context));
        }
      }
    } catch (IOException | JMException | SecurityException e) {
      throw new ToolException(
          "JMX of the worker "
              + worker
              + " can't be read: "
              + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
              + ".",
          e);
    }
    return measures;
  }

  private static TaskMeasures task(MBeanServerConnection beans, ObjectName name, String context)
      throws IOException, JMException {
    String[] attributes = attributes(beans.getMBeanInfo(name).getAttributes());
    Map<String, Long> numbers = new TreeMap<>();
    Map<String, String> failed = new TreeMap<>();
    Map<String, OfObject> objects = new HashMap<>();
    String lastError = "";
    for (Attribute each : beans.getAttributes(name, attributes).asList()) {
      if (each.getValue() instanceof Number number) {
        numbers.put(each.getName(), number.longValue());
      } else if (each.getName().equals("LastError")) {
        lastError = String.valueOf(each.getValue());
      } else if (each.getValue() instanceof String[] blocked) {
        for (String table : blocked) {
          failed.put(table, "");
        }
      } else if (each.getValue() instanceof TabularData table) {
        table(each.getName(), table, failed, objects);
      }
    }
    return new TaskMeasures(
        context, name.getKeyProperty("task"), numbers, lastError, failed, objects);
  }

  private static void table(
      String name, TabularData table, Map<String, String> failed, Map<String, OfObject> objects) {
    for (Object row : table.values()) {
      CompositeData entry = (CompositeData) row;
      String key = String.valueOf(entry.get(KEY));
      if (name.startsWith("Failed")) {
        failed.put(key, String.valueOf(entry.get(VALUE)));
      } else if (entry.get(VALUE) instanceof CompositeData value) {
        OfObject object = object(value);
        if (object.phase() != null || object.conflicts() != null) {
          objects.put(key, object);
        }
      }
    }
  }

  private static OfObject object(CompositeData value) {
    String phase = value.containsKey("phase") ? String.valueOf(value.get("phase")) : null;
    double percent = number(value, "snapshotProgress") instanceof Number n ? n.doubleValue() : -1;
    Long conflicts = number(value, "conflicts") instanceof Number n ? n.longValue() : null;
    return new OfObject(phase, percent, conflicts);
  }

  private static Object number(CompositeData value, String name) {
    return value.containsKey(name) ? value.get(name) : null;
  }

  private static String[] attributes(MBeanAttributeInfo[] infos) {
    String[] names = new String[infos.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = infos[i].getName();
    }
    return names;
  }

  /** Names with special characters are quoted in an MBean's name. */
  private static String unquoted(String value) {
    if (value == null) {
      return "";
    }
    return value.startsWith("\"") ? ObjectName.unquote(value) : value;
  }
}
