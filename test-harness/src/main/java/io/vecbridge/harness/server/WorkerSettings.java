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
 * @param installed plugins of others, by their names in {@code servers.properties}
 * @param jvm what its JVM is started with
 * @param properties worker properties that win over the harness's, e.g. {@code
 *     exactly.once.source.support}
 */
public record WorkerSettings(
    ConnectVersion version,
    String group,
    List<String> plugins,
    List<String> installed,
    Jvm jvm,
    Map<String, String> properties) {

  private static final int HEAP_MEGABYTES = 1024;

  /**
   * What a worker's JVM is started with.
   *
   * @param heapMegabytes the largest heap
   * @param jmx whether the worker opens a JMX port
   * @param exporterRules the rules of the Prometheus exporter that the worker is started with, or
   *     null for none
   * @param options more of its options
   */
  public record Jvm(int heapMegabytes, boolean jmx, Path exporterRules, List<String> options) {}

  public WorkerSettings {
    plugins = List.copyOf(plugins);
    installed = List.copyOf(installed);
    properties = Map.copyOf(properties);
  }

  /** The newest worker in group {@code connect}, with the plugins of these modules. */
  public static WorkerSettings withPlugins(String... modules) {
    return new WorkerSettings(
        ConnectVersion.NEWEST,
        "connect",
        List.of(modules),
        List.of(),
        new Jvm(HEAP_MEGABYTES, false, null, List.of()),
        Map.of());
  }

  public WorkerSettings version(ConnectVersion other) {
    return new WorkerSettings(other, group, plugins, installed, jvm, properties);
  }

  public WorkerSettings group(String other) {
    return new WorkerSettings(version, other, plugins, installed, jvm, properties);
  }

  public WorkerSettings heapMegabytes(int other) {
    return jvm(new Jvm(other, jvm.jmx, jvm.exporterRules, jvm.options));
  }

  public WorkerSettings withJmx() {
    return jvm(new Jvm(jvm.heapMegabytes, true, jvm.exporterRules, jvm.options));
  }

  /** With the Prometheus exporter, by these rules. */
  public WorkerSettings withExporter(Path rules) {
    return jvm(new Jvm(jvm.heapMegabytes, jvm.jmx, rules, jvm.options));
  }

  /** With more options of the JVM. */
  public WorkerSettings withOptions(List<String> options) {
    return jvm(new Jvm(jvm.heapMegabytes, jvm.jmx, jvm.exporterRules, List.copyOf(options)));
  }

  /**
   * With Apicurio's Avro converter, which has no entry for {@code plugin.discovery=service_load}.
   */
  public WorkerSettings withAvro() {
    return new WorkerSettings(version, group, plugins, List.of("avro-converter"), jvm, properties)
        .property("plugin.discovery", "hybrid_warn");
  }

  private WorkerSettings jvm(Jvm other) {
    return new WorkerSettings(version, group, plugins, installed, other, properties);
  }

  /** Exactly-once for sources: offsets and records in one transaction. */
  public WorkerSettings exactlyOnceSource() {
    return property("exactly.once.source.support", "enabled");
  }

  public WorkerSettings property(String name, String value) {
    Map<String, String> all = new HashMap<>(properties);
    all.put(name, value);
    return new WorkerSettings(version, group, plugins, installed, jvm, all);
  }
}
