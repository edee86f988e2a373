// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Pattern;

/** From OceanBase to OceanBase: the tables of the test's database go to a second one. */
public final class CopyPair extends ConnectorPair {
  private final Cluster cluster;
  private final String name;

  public CopyPair(Cluster cluster, String name) throws SQLException {
    super(cluster, cluster.connect(), name);
    this.cluster = cluster;
    this.name = name;
  }

  @Override
  public String sourceName() {
    return name + "-source";
  }

  @Override
  public String sinkName() {
    return name + "-sink";
  }

  /** A client of the database that the sink writes into. */
  public OceanBaseClient target() throws SQLException {
    return new OceanBaseClient(cluster.oceanBase(), targetName());
  }

  private String targetName() {
    return name + "_copy";
  }

  @Override
  Map<String, String> ownSourceConfig() {
    return ReversePair.sourceOf(cluster, name, name);
  }

  @Override
  Map<String, String> ownSinkConfig() {
    return Map.of(
        "connector.class",
        "io.vecbridge.oceanbase.sink.OceanBaseSinkConnector",
        "topics.regex",
        Pattern.quote(name) + "(\\..*)?",
        "table.name.format",
        targetName() + ".${table}",
        "connection.url",
        cluster.oceanBase().jdbcUrl(),
        "connection.username",
        cluster.oceanBase().username(),
        "connection.password",
        cluster.oceanBase().password());
  }
}
