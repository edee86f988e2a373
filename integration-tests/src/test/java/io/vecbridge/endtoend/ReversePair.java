// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.connect.ConnectRest;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The way back of a {@link ForwardPair}, on the same two databases. Its topics are its own. */
public final class ReversePair extends ConnectorPair {
  private static final String EXACTLY_ONCE = "exactly.once.support";

  private final Cluster cluster;
  private final String name;

  public ReversePair(Cluster cluster, String name) throws SQLException {
    this(cluster, cluster.connect(), name);
  }

  /** On a worker of the test's own. */
  public ReversePair(Cluster cluster, ConnectRest connect, String name) throws SQLException {
    super(cluster, connect, name);
    this.cluster = cluster;
    this.name = name;
  }

  /** Makes the Milvus database, where no forward pair has made it. */
  public ReversePair withDatabase() {
    createDatabase(cluster, name);
    return this;
  }

  @Override
  public String sourceName() {
    return name + "-back-source";
  }

  @Override
  public String sinkName() {
    return name + "-back-sink";
  }

  /** The topic of a table. */
  public String topic(String table) {
    return prefix() + "." + name + "." + table;
  }

  /** On a worker with exactly-once support, which may be killed. */
  public void startExactlyOnce() {
    startSource(Map.of(EXACTLY_ONCE, "required"));
    startSink(Map.of());
  }

  @Override
  Map<String, String> ownSourceConfig() {
    return sourceOf(cluster, name, prefix());
  }

  /** The OceanBase source of all tables of a database. */
  static Map<String, String> sourceOf(Cluster cluster, String database, String prefix) {
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", "io.vecbridge.oceanbase.source.OceanBaseSourceConnector");
    config.put("topic.prefix", prefix);
    config.put("connection.url", cluster.oceanBase().jdbcUrl());
    config.put("connection.username", cluster.oceanBase().username());
    config.put("connection.password", cluster.oceanBase().password());
    config.put("table.include.list", Pattern.quote(database) + "\\..*");
    config.put("vector.encoding", "bytes");
    config.put("heartbeat.interval.ms", "1000");
    // What the check asks for is given where a worker is killed.
    config.put("precheck.skip", "exactly.once.required");
    return config;
  }

  @Override
  Map<String, String> ownSinkConfig() {
    return Map.of(
        "connector.class",
        "io.vecbridge.milvus.sink.MilvusSinkConnector",
        "topics.regex",
        Pattern.quote(prefix()) + "(\\..*)?",
        "milvus.uri",
        cluster.milvus().uri(),
        "milvus.database",
        name);
  }

  private String prefix() {
    return name + "_back";
  }
}
