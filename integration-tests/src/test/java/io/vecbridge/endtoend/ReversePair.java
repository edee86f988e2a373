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
 * The way back of a {@link ForwardPair}: a source on an OceanBase database and a sink into the
 * Milvus database of the same name. Its topics are its own.
 */
final class ReversePair implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(60);

  private static final int VALID_SECONDS = 5;

  private final Cluster cluster;
  private final ConnectRest connect;
  private final String name;
  private final MilvusClient milvus;
  private OceanBaseClient oceanBase;

  ReversePair(Cluster cluster, String name) throws SQLException {
    this(cluster, cluster.connect(), name);
  }

  /** On a worker of the test's own. */
  ReversePair(Cluster cluster, ConnectRest connect, String name) throws SQLException {
    this.cluster = cluster;
    this.connect = connect;
    this.name = name;
    this.milvus = new MilvusClient(cluster.milvus().uri(), name);
    this.oceanBase = new OceanBaseClient(cluster.oceanBase(), name);
  }

  /** Makes the Milvus database, where no forward pair has made it. */
  ReversePair withDatabase() {
    try (MilvusClient admin = new MilvusClient(cluster.milvus().uri())) {
      admin.createDatabase(name);
    }
    return this;
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

  String sourceName() {
    return name + "-back-source";
  }

  String sinkName() {
    return name + "-back-sink";
  }

  /** The topic of a table. */
  String topic(String table) {
    return prefix() + "." + name + "." + table;
  }

  /** Starts the source, with options over those that the test's name and the cluster give. */
  void startSource(Map<String, String> options) {
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", "io.vecbridge.oceanbase.source.OceanBaseSourceConnector");
    config.put("tasks.max", "1");
    config.put("topic.prefix", prefix());
    config.put("connection.url", cluster.oceanBase().jdbcUrl());
    config.put("connection.username", cluster.oceanBase().username());
    config.put("connection.password", cluster.oceanBase().password());
    config.put("table.include.list", Pattern.quote(name) + "\\..*");
    config.put("vector.encoding", "bytes");
    config.put("heartbeat.interval.ms", "1000");
    if (!options.containsKey("exactly.once.support")) {
      // No need for it: nobody kills the worker.
      config.put("precheck.skip", "exactly.once.required");
    }
    config.putAll(options);
    connect.run(sourceName(), config, SOON);
  }

  /** Starts the sink, with options over those that the test's name and the cluster give. */
  void startSink(Map<String, String> options) {
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", "io.vecbridge.milvus.sink.MilvusSinkConnector");
    config.put("tasks.max", "1");
    config.put("topics.regex", Pattern.quote(prefix()) + "(\\..*)?");
    config.put("milvus.uri", cluster.milvus().uri());
    config.put("milvus.database", name);
    config.put("consumer.override.isolation.level", "read_committed");
    config.put("consumer.override.metadata.max.age.ms", "500");
    config.putAll(options);
    connect.run(sinkName(), config, SOON);
  }

  void start() {
    startSource(Map.of());
    startSink(Map.of());
  }

  /** On a worker with exactly-once support, which may be killed. */
  void startExactlyOnce() {
    startSource(Map.of("exactly.once.support", "required"));
    startSink(Map.of());
  }

  /** Waits until a table and its collection hold the same rows, bit by bit. */
  Comparison.Result awaitSame(String table) throws SQLException {
    return awaitSame(table, SOON);
  }

  Comparison.Result awaitSame(String table, Duration within) throws SQLException {
    connect.awaitRunning(sourceName(), SOON);
    connect.awaitRunning(sinkName(), SOON);
    return new Comparison(milvus, table, oceanBase(), table).awaitSame(within);
  }

  private String prefix() {
    return name + "_back";
  }

  @Override
  public void close() throws SQLException {
    connect.deleteAll();
    milvus.close();
    oceanBase.close();
  }
}
