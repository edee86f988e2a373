// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.connect.ConnectRest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.IsolationLevel;

/**
 * A collection's snapshot through the worker of a build, with the configuration that ships but for
 * some options: until all rows stand in their topic, committed.
 */
final class WorkerSource implements Contender {
  private static final int SECONDS = 120;
  private static final long PAUSE_MILLIS = 20;
  private static final Duration SOON = Duration.ofSeconds(60);

  private final String name;
  private final Cluster cluster;
  private final Build build;
  private final FilledCollection collection;
  private final Map<String, String> given;
  private final ConnectRest connect;
  private int runs;

  /**
   * @param name without spaces, different for each contender
   * @param given options over those of the build
   */
  WorkerSource(
      String name,
      Cluster cluster,
      Build build,
      FilledCollection collection,
      Map<String, String> given) {
    this.name = name;
    this.cluster = cluster;
    this.build = build;
    this.collection = collection;
    this.given = given;
    this.connect = new ConnectRest(build.worker().rest());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int rows() {
    return collection.rows();
  }

  @Override
  public long cpuNanos() throws Exception {
    return build.process().cpuNanos();
  }

  @Override
  public double run() throws Exception {
    String prefix = name + "-" + ++runs;
    String topic = prefix + ".default." + collection.name();
    Map<String, String> options = new HashMap<>(given);
    options.put("topic.prefix", prefix);
    options.put("collection.include.list", "default[.]" + collection.name());
    try (KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers())) {
      kafka.createTopic(topic, 1);
      connect.run(
          prefix,
          ShippedConnector.options(build.configurations(), "milvus-source", cluster, options),
          SOON);
      Arrivals arrivals = new Arrivals(collection.rows(), SECONDS);
      long seen = 0;
      while (arrivals.expectsMore()) {
        long end = kafka.end(topic, IsolationLevel.READ_COMMITTED);
        arrivals.saw(end - seen);
        seen = end;
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
      return arrivals.rowsPerSecond();
    } finally {
      connect.deleteAll();
    }
  }
}
