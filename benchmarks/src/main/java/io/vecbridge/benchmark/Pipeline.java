// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.connect.ConnectRest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The connectors on a worker of a cluster, with the options of {@code config/}. */
final class Pipeline implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Cluster cluster;
  private final ConnectRest connect;
  private final String prefix;

  /**
   * @param prefix of the topics, and of the connectors' names
   */
  Pipeline(Cluster cluster, String prefix) {
    this.cluster = cluster;
    this.connect = cluster.connect();
    this.prefix = prefix;
  }

  /** The topic of a collection of Milvus's default database. */
  String topic(String collection) {
    return prefix + ".default." + collection;
  }

  /**
   * @param collections a regular expression
   * @param given name and value in turn, over the defaults
   */
  void startSource(String collections, String... given) {
    Map<String, String> options = new HashMap<>();
    options.put("connector.class", "io.vecbridge.milvus.source.MilvusSourceConnector");
    options.put("tasks.max", "1");
    options.put("topic.prefix", prefix);
    options.put("milvus.uri", cluster.milvus().uri());
    options.put("change.log.kafka.bootstrap.servers", cluster.kafka().bootstrapServers());
    options.put("collection.include.list", "default[.](" + collections + ")");
    options.put("vector.encoding", "bytes");
    put(options, given);
    connect.run(prefix + "-source", options, SOON);
  }

  void startSink(String... given) {
    Map<String, String> options = new HashMap<>();
    options.put("connector.class", "io.vecbridge.oceanbase.sink.OceanBaseSinkConnector");
    options.put("tasks.max", "1");
    options.put("topics.regex", Pattern.quote(prefix) + "(\\..*)?");
    options.put("connection.url", cluster.oceanBase().jdbcUrl());
    options.put("connection.username", cluster.oceanBase().username());
    options.put("connection.password", cluster.oceanBase().password());
    options.put("consumer.override.metadata.max.age.ms", "500");
    put(options, given);
    connect.run(prefix + "-sink", options, SOON);
  }

  /**
   * The source of the way back.
   *
   * @param database all of whose tables are captured
   * @param given name and value in turn, over the defaults
   */
  void startTableSource(String database, String... given) {
    Map<String, String> options = new HashMap<>();
    options.put("connector.class", "io.vecbridge.oceanbase.source.OceanBaseSourceConnector");
    options.put("tasks.max", "1");
    options.put("topic.prefix", prefix);
    options.put("connection.url", cluster.oceanBase().jdbcUrl());
    options.put("connection.username", cluster.oceanBase().username());
    options.put("connection.password", cluster.oceanBase().password());
    options.put("table.include.list", Pattern.quote(database) + "[.].*");
    options.put("vector.encoding", "bytes");
    options.put("exactly.once.support", "required");
    options.put("transaction.boundary", "poll");
    options.put("producer.override.compression.type", "zstd");
    put(options, given);
    connect.run(prefix + "-source", options, SOON);
  }

  /** The sink of the way back, into Milvus's default database. */
  void startMilvusSink(String... given) {
    Map<String, String> options = new HashMap<>();
    options.put("connector.class", "io.vecbridge.milvus.sink.MilvusSinkConnector");
    options.put("milvus.database", "default");
    options.put("tasks.max", "1");
    options.put("topics.regex", Pattern.quote(prefix) + "(\\..*)?");
    options.put("milvus.uri", cluster.milvus().uri());
    options.put("consumer.override.isolation.level", "read_committed");
    options.put("consumer.override.max.poll.records", "2000");
    options.put("consumer.override.metadata.max.age.ms", "500");
    put(options, given);
    connect.run(prefix + "-sink", options, SOON);
  }

  /** Throws where a connector or a task has failed. */
  void requireRunning(String kind) {
    connect.awaitRunning(prefix + "-" + kind, SOON);
  }

  private static void put(Map<String, String> options, String... given) {
    for (int i = 0; i < given.length; i += 2) {
      options.put(given[i], given[i + 1]);
    }
  }

  @Override
  public void close() {
    connect.deleteAll();
  }
}
