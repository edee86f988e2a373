// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.comparison.Comparison;
import io.vecbridge.harness.connect.ConnectRest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A source and a sink of one test: a Milvus database, topics and an OceanBase database of that
 * test's name, so that tests don't see each other's rows.
 */
final class ForwardPair implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(60);

  private static final int VALID_SECONDS = 5;

  private final Cluster cluster;
  private final ConnectRest connect;
  private final String name;
  private final MilvusClient milvus;
  private OceanBaseClient oceanBase;

  ForwardPair(Cluster cluster, String name) throws SQLException {
    this(cluster, cluster.connect(), name);
  }

  /** On a worker of the test's own. */
  ForwardPair(Cluster cluster, ConnectRest connect, String name) throws SQLException {
    this.cluster = cluster;
    this.connect = connect;
    this.name = name;
    try (MilvusClient admin = new MilvusClient(cluster.milvus().uri())) {
      admin.createDatabase(name);
    }
    this.milvus = new MilvusClient(cluster.milvus().uri(), name);
    this.oceanBase = new OceanBaseClient(cluster.oceanBase(), name);
  }

  /** Milvus, in the test's database. */
  MilvusClient milvus() {
    return milvus;
  }

  /** OceanBase, in the test's database; connected anew where the server was away. */
  OceanBaseClient oceanBase() throws SQLException {
    if (!oceanBase.connection().isValid(VALID_SECONDS)) {
      oceanBase = new OceanBaseClient(cluster.oceanBase(), name);
    }
    return oceanBase;
  }

  /** The test's name, which its databases have. */
  String database() {
    return name;
  }

  String sourceName() {
    return name + "-source";
  }

  String sinkName() {
    return name + "-sink";
  }

  /** The topic of a collection. */
  String topic(String collection) {
    return name + "." + name + "." + collection;
  }

  /** Starts the source, with options over those that the test's name and the cluster give. */
  void startSource(Map<String, String> options) {
    configureSource(options);
    connect.awaitRunning(sourceName(), SOON);
  }

  /** Configures the source as {@link #startSource} does, whether it runs then or not. */
  void configureSource(Map<String, String> options) {
    connect.put(sourceName(), sourceConfig(options));
  }

  /** The source's options: those given, over those that the test's name and the cluster give. */
  Map<String, String> sourceConfig(Map<String, String> options) {
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", "io.vecbridge.milvus.source.MilvusSourceConnector");
    config.put("tasks.max", "1");
    config.put("topic.prefix", name);
    config.put("milvus.uri", cluster.milvus().uri());
    config.put("change.log.kafka.bootstrap.servers", cluster.kafka().bootstrapServers());
    config.put("database.include.list", name);
    config.put("vector.encoding", "bytes");
    config.put("collection.discovery.interval.ms", "500");
    config.put("heartbeat.interval.ms", "1000");
    config.putAll(options);
    return config;
  }

  /** Starts the sink, with options over those that the test's name and the cluster give. */
  void startSink(Map<String, String> options) {
    configureSink(options);
    connect.awaitRunning(sinkName(), SOON);
  }

  /** Configures the sink as {@link #startSink} does, whether it runs then or not. */
  void configureSink(Map<String, String> options) {
    connect.put(sinkName(), sinkConfig(options));
  }

  /** The sink's options: those given, over those that the test's name and the cluster give. */
  Map<String, String> sinkConfig(Map<String, String> options) {
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", "io.vecbridge.oceanbase.sink.OceanBaseSinkConnector");
    config.put("tasks.max", "1");
    config.put("topics.regex", Pattern.quote(name) + "(\\..*)?");
    config.put("connection.url", cluster.oceanBase().jdbcUrl());
    config.put("connection.username", cluster.oceanBase().username());
    config.put("connection.password", cluster.oceanBase().password());
    config.put("consumer.override.isolation.level", "read_committed");
    config.put("consumer.override.metadata.max.age.ms", "500");
    config.putAll(options);
    return config;
  }

  void start() {
    startSource(Map.of());
    startSink(Map.of());
  }

  /** Waits until a collection and its table hold the same rows, bit by bit. */
  Comparison.Result awaitSame(String collection) throws SQLException {
    return awaitSame(collection, SOON);
  }

  Comparison.Result awaitSame(String collection, Duration within) throws SQLException {
    connect.awaitRunning(sourceName(), SOON);
    connect.awaitRunning(sinkName(), SOON);
    return new Comparison(milvus, collection, oceanBase(), collection).awaitSame(within);
  }

  @Override
  public void close() throws SQLException {
    connect.deleteAll();
    milvus.close();
    oceanBase.close();
  }
}
