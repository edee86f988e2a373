// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
class OceanBaseSourceIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final int MANY = 100_000;

  private final Cluster cluster;

  OceanBaseSourceIT(Cluster cluster) {
    this.cluster = cluster;
  }

  private WorkerSettings settings(String group) {
    return WorkerSettings.withPlugins("oceanbase-source-connector").group(group);
  }

  private Map<String, String> config(String database) {
    return Map.of(
        "connector.class",
        "io.vecbridge.oceanbase.source.OceanBaseSourceConnector",
        "topic.prefix",
        database,
        "connection.url",
        cluster.oceanBase().jdbcUrl(),
        "connection.username",
        cluster.oceanBase().username(),
        "connection.password",
        cluster.oceanBase().password(),
        "table.include.list",
        database + "[.].*",
        "vector.encoding",
        "bytes",
        "precheck.skip",
        "exactly.once.required");
  }

  @Test
  void existingRowsComeAsReadsThenChangesAsTheyArePolled() throws SQLException, IOException {
    try (OceanBaseClient oceanBase = new OceanBaseClient(cluster.oceanBase(), "wayback");
        ConnectWorker worker = cluster.startWorker(settings("wayback"))) {
      oceanBase.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, v VECTOR(2))");
      oceanBase.execute("INSERT INTO t VALUES (1, '[0.1,2]'), (2, '[3,4]')");
      ConnectRest connect = new ConnectRest(worker.rest());
      connect.run("wayback", config("wayback"), SOON);
      await("wayback.wayback.t", 2, SOON);
      oceanBase.execute("BEGIN");
      oceanBase.execute("DELETE FROM t WHERE id = 1");
      oceanBase.execute("INSERT INTO t VALUES (3, '[5,6]')");
      oceanBase.execute("COMMIT");
      await("wayback.wayback.t", 5, SOON);
      List<String> ops = new ArrayList<>();
      Topics.forEachValue(
          cluster,
          "wayback.wayback.t",
          value -> ops.add(value.at("/payload/op").asText() + value.at("/key/id").asText()));
      assertThat(ops).containsExactly("r1", "r2", "d1", "u3");
      connect.deleteAll();
    }
  }

  @Test
  @Tag("limits")
  void aTransactionOf100000RowsPassesAWorkerOf256Megabytes() throws SQLException {
    try (OceanBaseClient oceanBase = new OceanBaseClient(cluster.oceanBase(), "bulk");
        ConnectWorker worker = cluster.startWorker(settings("bulk").heapMegabytes(256))) {
      oceanBase.execute("SET SESSION ob_query_timeout = 600000000, ob_trx_timeout = 600000000");
      oceanBase.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, n INT, v VECTOR(128))");
      oceanBase.execute("INSERT INTO t VALUES (0, 0, " + vector() + ")");
      for (int rows = 1; rows < MANY; rows *= 2) {
        oceanBase.execute(
            "INSERT INTO t SELECT id + " + rows + ", n, v FROM t WHERE id < " + (MANY - rows));
      }
      ConnectRest connect = new ConnectRest(worker.rest());
      connect.run("bulk", config("bulk"), SOON);
      await("bulk.bulk.t", MANY, LONG);
      oceanBase.execute("UPDATE t SET n = 1");
      await("bulk.bulk.t", 2 * MANY, LONG);
      oceanBase.execute("DELETE FROM t");
      await("bulk.bulk.t", 4 * MANY, LONG);
      connect.deleteAll();
    }
  }

  private void await(String topic, long records, Duration within) {
    Await.until(
        records + " records are in " + topic,
        within,
        () -> Topics.count(cluster, topic) >= records);
  }

  private static String vector() {
    StringBuilder vector = new StringBuilder("'[");
    for (int i = 0; i < 128; i++) {
      vector.append(i == 0 ? "" : ",").append(i * 0.123456f);
    }
    return vector.append("]'").toString();
  }
}
