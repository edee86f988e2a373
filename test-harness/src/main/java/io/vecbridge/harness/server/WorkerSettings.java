// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.server;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a Connect worker is started with.
 *
 * @param group the worker's group id, which also names its internal topics; workers of one group
 *     share connectors
 * @param plugins the modules whose plugin archives the worker loads
 * @param heapMegabytes the largest heap
 * @param metrics how its metrics can be read
 * @param properties worker properties that win over the harness's, e.g. {@code
 *     exactly.once.source.support}
 */
public record WorkerSettings(
    ConnectVersion version,
    String group,
    List<String> plugins,
    int heapMegabytes,
    Metrics metrics,
    Map<String, String> properties) {

  private static final int HEAP_MEGABYTES = 1024;

  /**
   * How the metrics of a worker can be read.
   *
   * @param jmx whether the worker opens a JMX port
   * @param exporterRules the rules of the Prometheus exporter that the worker is started with, or
   *     null for none
   */
  public record Metrics(boolean jmx, Path exporterRules) {}

  public WorkerSettings {
    plugins = List.copyOf(plugins);
    properties = Map.copyOf(properties);
  }

  /** The newest worker in group {@code connect}, with the plugins of these modules. */
  public static WorkerSettings withPlugins(String... modules) {
    return new WorkerSettings(
        ConnectVersion.NEWEST,
        "connect",
        List.of(modules),
        HEAP_MEGABYTES,
        new Metrics(false, null),
        Map.of());
  }

  public WorkerSettings version(ConnectVersion other) {
    return new WorkerSettings(other, group, plugins, heapMegabytes, metrics, properties);
  }

  public WorkerSettings group(String other) {
    return new WorkerSettings(version, other, plugins, heapMegabytes, metrics, properties);
  }

  public WorkerSettings heapMegabytes(int other) {
    return new WorkerSettings(version, group, plugins, other, metrics, properties);
  }

  public WorkerSettings withJmx() {
    return metrics(new Metrics(true, metrics.exporterRules));
  }

  /** With the Prometheus exporter, by these rules. */
  public WorkerSettings withExporter(Path rules) {
    return metrics(new Metrics(metrics.jmx, rules));
  }

  private WorkerSettings metrics(Metrics other) {
    return new WorkerSettings(version, group, plugins, heapMegabytes, other, properties);
  }

  /** Exactly-once for sources: offsets and records in one transaction. */
  public WorkerSettings exactlyOnceSource() {
    return property("exactly.once.source.support", "enabled");
  }

  public WorkerSettings property(String name, String value) {
    Map<String, String> all = new HashMap<>(properties);
    all.put(name, value);
    return new WorkerSettings(version, group, plugins, heapMegabytes, metrics, all);
  }
}
