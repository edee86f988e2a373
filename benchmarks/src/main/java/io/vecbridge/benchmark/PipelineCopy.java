// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.connect.ConnectRest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A whole copy by both connectors on a worker, with the configurations of a build. */
final class PipelineCopy implements Contender {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final String name;
  private final Copy copy;
  private final Build build;
  private final ConnectRest connect;
  private final Map<String, String> given;
  private long bytes;
  private int runs;

  /** With the configurations of a build as they are. */
  PipelineCopy(Copy copy, Build build) {
    this(build.name(), copy, build, Map.of());
  }

  /**
   * @param name without spaces, different for each contender
   * @param given options of the source over those of the build; those of converters are also the
   *     sink's
   */
  PipelineCopy(String name, Copy copy, Build build, Map<String, String> given) {
    this.name = name;
    this.copy = copy;
    this.build = build;
    this.connect = new ConnectRest(build.worker().rest());
    this.given = given;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int rows() {
    return copy.rows().rows();
  }

  @Override
  public long cpuNanos() throws Exception {
    return build.process().cpuNanos();
  }

  @Override
  public Map<String, Double> totals() {
    Duration broker = copy.cluster().kafka().cpuTime();
    return Map.of(
        "us of the broker's CPU", broker.toNanos() / 1e3, "bytes in Kafka", (double) bytes);
  }

  @Override
  public double run() throws Exception {
    String way = copy.isBack() ? "back_" : "";
    String target = way + name.replace('-', '_') + copy.rows().dimension() + "_" + ++runs;
    return copy.run(
        () -> {
          connect.put(target + "-source", source(target));
          connect.put(target + "-sink", sink(target));
        },
        () -> {
          connect.awaitRunning(target + "-source", SOON);
          connect.awaitRunning(target + "-sink", SOON);
          try (KafkaClient kafka = new KafkaClient(copy.cluster().kafka().bootstrapServers())) {
            bytes += kafka.bytes(target + ".");
          }
          connect.deleteAll();
        },
        target,
        runs == 1);
  }

  private Map<String, String> source(String prefix) throws Exception {
    Map<String, String> options = new HashMap<>(given);
    options.put("topic.prefix", prefix);
    if (copy.isBack()) {
      String table = Pattern.quote(Copy.DATABASE) + "[.]" + copy.rows().collection();
      options.putAll(Map.of("table.include.list", table, "snapshot.mode", "initial"));
    } else {
      options.put("collection.include.list", "default[.]" + copy.rows().collection());
    }
    String file = copy.isBack() ? "oceanbase-source" : "milvus-source";
    return ShippedConnector.options(build.configurations(), file, copy.cluster(), options);
  }

  private Map<String, String> sink(String prefix) throws Exception {
    Map<String, String> options = new HashMap<>(given);
    options.keySet().removeIf(option -> !option.contains("converter"));
    options.put("topics.regex", Pattern.quote(prefix) + "(\\..*)?");
    if (copy.isBack()) {
      options.putAll(Map.of("milvus.database", "default", "collection.name.format", prefix));
    } else {
      options.put("table.name.format", Copy.DATABASE + "." + prefix);
    }
    String file = copy.isBack() ? "milvus-sink" : "oceanbase-sink";
    return ShippedConnector.options(build.configurations(), file, copy.cluster(), options);
  }
}
