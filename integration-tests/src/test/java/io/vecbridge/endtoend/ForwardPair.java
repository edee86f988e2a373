// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.connect.ConnectRest;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Pattern;

/** From Milvus to OceanBase. */
public final class ForwardPair extends ConnectorPair {
  private final Cluster cluster;
  private final String name;

  public ForwardPair(Cluster cluster, String name) throws SQLException {
    this(cluster, cluster.connect(), name);
  }

  /** On a worker of the test's own. */
  public ForwardPair(Cluster cluster, ConnectRest connect, String name) throws SQLException {
    super(cluster, connect, named(cluster, name));
    this.cluster = cluster;
    this.name = name;
  }

  private static String named(Cluster cluster, String name) {
    createDatabase(cluster, name);
    return name;
  }

  @Override
  public String sourceName() {
    return name + "-source";
  }

  @Override
  public String sinkName() {
    return name + "-sink";
  }

  /** The topic of a collection. */
  public String topic(String collection) {
    return name + "." + name + "." + collection;
  }

  @Override
  Map<String, String> ownSourceConfig() {
    return Map.of(
        "connector.class",
        "io.vecbridge.milvus.source.MilvusSourceConnector",
        "topic.prefix",
        name,
        "milvus.uri",
        cluster.milvus().uri(),
        "change.log.kafka.bootstrap.servers",
        cluster.kafka().bootstrapServers(),
        "database.include.list",
        name,
        "vector.encoding",
        "bytes",
        "collection.discovery.interval.ms",
        "500",
        "heartbeat.interval.ms",
        "1000");
  }

  @Override
  Map<String, String> ownSinkConfig() {
    return Map.of(
        "connector.class", "io.vecbridge.oceanbase.sink.OceanBaseSinkConnector",
        "topics.regex", Pattern.quote(name) + "(\\..*)?",
        "connection.url", cluster.oceanBase().jdbcUrl(),
        "connection.username", cluster.oceanBase().username(),
        "connection.password", cluster.oceanBase().password());
  }
}
