// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.connect.ConnectRefusal;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.server.ConnectWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.UnmarshalException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.remote.JMXConnector;

/** All texts that a worker shows to those who may see it: its log, REST answers and JMX. */
final class WorkerTexts {
  private final ConnectRest connect;
  private final Map<String, String> texts = new LinkedHashMap<>();

  WorkerTexts(ConnectRest connect) {
    this.connect = connect;
  }

  /** What the REST interface answers about a connector. */
  void addConnector(String name) {
    texts.put("config of " + name, connect.config(name).toString());
    texts.put("status of " + name, connect.status(name).toString());
    texts.put("tasks of " + name, connect.tasks(name).toString());
  }

  /** The answers to a configuration that is validated, and to one that is posted and refused. */
  void addValidation(Map<String, String> config, String wrongOption, String wrongValue) {
    Map<String, String> named = new HashMap<>(config);
    named.put("name", "named");
    String type = config.get("connector.class");
    texts.put("validation", connect.validate(type, named).toString());
    named.put(wrongOption, wrongValue);
    texts.put("wrong validation", connect.validate(type, named).toString());
    try {
      connect.put("named", named);
    } catch (ConnectRefusal e) {
      texts.put("refusal", e.getMessage());
    }
    assertThat(texts).containsKey("refusal");
  }

  /** The log, and the beans. */
  void addWorker(ConnectWorker worker) throws IOException, JMException {
    addLog(worker.log());
    try (JMXConnector jmx = worker.jmx()) {
      addBeans(jmx.getMBeanServerConnection());
    }
  }

  /** A worker's log. */
  void addLog(Path log) throws IOException {
    texts.put("log", Files.readString(log));
  }

  /** All attributes of the beans of Connect, its clients and the connectors. */
  void addBeans(MBeanServerConnection beans) throws IOException, JMException {
    texts.put("JMX", attributes(beans));
    assertThat(texts.get("JMX")).contains("vecbridge", "debezium", "kafka.connect");
  }

  /** No text has this in it. */
  void assertWithout(String secret) {
    texts.forEach((what, text) -> assertThat(text.contains(secret)).as(what).isFalse());
  }

  private static String attributes(MBeanServerConnection beans) throws IOException, JMException {
    StringBuilder all = new StringBuilder();
    for (ObjectName name : beans.queryNames(null, null)) {
      all.append(name).append('\n');
      for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
        try {
          // Arrays have no text of their own.
          Object[] value = {beans.getAttribute(name, attribute.getName())};
          all.append(Arrays.deepToString(value)).append('\n');
        } catch (UnmarshalException | RuntimeMBeanException e) {
          // A constant of an enum that this JVM lacks, or what the worker's JVM doesn't support.
          all.append(attribute.getName()).append(" can't be read\n");
        }
      }
    }
    return all.toString();
  }
}
