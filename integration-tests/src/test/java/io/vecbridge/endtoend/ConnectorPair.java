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

/**
 * A source and a sink of one test: a Milvus database, topics and an OceanBase database of that
 * test's name, so that tests don't see each other's rows.
 */
public abstract class ConnectorPair implements AutoCloseable {
  public static final Duration SOON = Duration.ofSeconds(60);

  private static final int VALID_SECONDS = 5;

  private final Cluster cluster;
  private final ConnectRest connect;
  private final String name;
  private final MilvusClient milvus;
  private OceanBaseClient oceanBase;

  ConnectorPair(Cluster cluster, ConnectRest connect, String name) throws SQLException {
    this.cluster = cluster;
    this.connect = connect;
    this.name = name;
    this.milvus = new MilvusClient(cluster.milvus().uri(), name);
    this.oceanBase = new OceanBaseClient(cluster.oceanBase(), name);
  }

  /** Milvus, in the test's database. */
  public final MilvusClient milvus() {
    return milvus;
  }

  /** OceanBase, in the test's database; connected anew where the server was away. */
  public final OceanBaseClient oceanBase() throws SQLException {
    if (!oceanBase.connection().isValid(VALID_SECONDS)) {
      oceanBase = new OceanBaseClient(cluster.oceanBase(), name);
    }
    return oceanBase;
  }

  /** The test's name, which its databases have. */
  public final String database() {
    return name;
  }

  public abstract String sourceName();

  public abstract String sinkName();

  /** The source's class and what it is told besides its name and the number of tasks. */
  abstract Map<String, String> ownSourceConfig();

  /** The sink's class and what it is told besides its name, its tasks and its consumer. */
  abstract Map<String, String> ownSinkConfig();

  /** The source's options: those given, over those that the test's name and the cluster give. */
  public final Map<String, String> sourceConfig(Map<String, String> options) {
    Map<String, String> config = new HashMap<>(ownSourceConfig());
    config.put("tasks.max", "1");
    config.putAll(options);
    return config;
  }

  /** The sink's options: those given, over those that the test's name and the cluster give. */
  public final Map<String, String> sinkConfig(Map<String, String> options) {
    Map<String, String> config = new HashMap<>(ownSinkConfig());
    config.put("tasks.max", "1");
    config.put("consumer.override.isolation.level", "read_committed");
    config.put("consumer.override.metadata.max.age.ms", "500");
    config.putAll(options);
    return config;
  }

  /** Starts the source, with options over those that the test's name and the cluster give. */
  public final void startSource(Map<String, String> options) {
    connect.run(sourceName(), sourceConfig(options), SOON);
  }

  /** Configures the source as {@link #startSource} does, whether it runs then or not. */
  public final void configureSource(Map<String, String> options) {
    connect.put(sourceName(), sourceConfig(options));
  }

  /** Starts the sink, with options over those that the test's name and the cluster give. */
  public final void startSink(Map<String, String> options) {
    connect.run(sinkName(), sinkConfig(options), SOON);
  }

  /** Configures the sink as {@link #startSink} does, whether it runs then or not. */
  public final void configureSink(Map<String, String> options) {
    connect.put(sinkName(), sinkConfig(options));
  }

  public final void start() {
    startSource(Map.of());
    startSink(Map.of());
  }

  /** Waits until a collection and its table hold the same rows, bit by bit. */
  public final Comparison.Result awaitSame(String collection) throws SQLException {
    return awaitSame(collection, SOON);
  }

  public final Comparison.Result awaitSame(String collection, Duration within) throws SQLException {
    connect.awaitRunning(sourceName(), SOON);
    connect.awaitRunning(sinkName(), SOON);
    return new Comparison(milvus, collection, oceanBase(), collection).awaitSame(within);
  }

  /** Compares now, whether the pair runs or not. */
  public final Comparison.Result compare(String collection) throws SQLException {
    return new Comparison(milvus, collection, oceanBase(), collection).run();
  }

  public static void createDatabase(Cluster cluster, String name) {
    try (MilvusClient admin = new MilvusClient(cluster.milvus().uri())) {
      admin.createDatabase(name);
    }
  }

  @Override
  public final void close() throws SQLException {
    connect.deleteAll();
    milvus.close();
    oceanBase.close();
  }
}
