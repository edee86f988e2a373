// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changes by SQL follow into Milvus, bit by bit, and nothing is written twice. */
@ExtendWith(ClusterExtension.class)
class ReverseIT {
  private static final Duration LONG = Duration.ofSeconds(120);

  @Test
  void everyKindOfStatementOverTwoTablesEndsEqual(Cluster cluster) throws Exception {
    try (ReversePair pair = new ReversePair(cluster, "back_random").withDatabase()) {
      List<String> tables = List.of("first", "second");
      for (String table : tables) {
        pair.oceanBase().execute(TableWriter.table(table));
        pair.milvus().create(TableWriter.collection(table));
      }
      try (TableWriter writer = new TableWriter(cluster.oceanBase(), "back_random", tables, 11)) {
        // The snapshot runs while the tables change.
        Await.until("rows are there", LONG, () -> writer.committed() > 50);
        pair.start();
        long before = writer.committed();
        Await.until("changes are in flight", LONG, () -> writer.committed() > before + 300);
        writer.stop();
      }

      for (String table : tables) {
        assertThat(pair.awaitSame(table, LONG).rows()).isGreaterThan(100);
      }
    }
  }

  @Test
  @Tag("faults")
  void aWorkerThatIsKilledWritesNothingTwice(Cluster cluster) throws Exception {
    WorkerSettings settings =
        WorkerSettings.withPlugins("oceanbase-source-connector", "milvus-sink-connector")
            .group("back-killed")
            .exactlyOnceSource();
    try (ConnectWorker worker = cluster.startWorker(settings);
        ReversePair pair =
            new ReversePair(cluster, new ConnectRest(worker.rest()), "back_killed")
                .withDatabase()) {
      pair.oceanBase().execute(TableWriter.table("rows"));
      pair.milvus().create(TableWriter.collection("rows"));
      try (TableWriter writer =
          new TableWriter(cluster.oceanBase(), "back_killed", List.of("rows"), 12)) {
        pair.startExactlyOnce();
        for (int kill = 0; kill < 2; kill++) {
          long before = writer.committed();
          Await.until("changes are in flight", LONG, () -> writer.committed() > before + 150);
          worker.kill();
          worker.start();
          new ConnectRest(worker.rest()).awaitRunning(pair.sinkName(), LONG);
        }
        long after = writer.committed();
        Await.until("changes go on", LONG, () -> writer.committed() > after + 50);
        writer.stop();
      }

      // The comparison's count is Milvus's own, which counts each copy of a key.
      assertThat(pair.awaitSame("rows", LONG).rows()).isGreaterThan(100);
    }
  }

  @Test
  void aPartitionKeyThatChangesManyTimesLeavesOneEntity(Cluster cluster) throws Exception {
    try (ReversePair pair = new ReversePair(cluster, "back_partitions").withDatabase()) {
      pair.oceanBase()
          .execute(
              "CREATE TABLE moving (id BIGINT, tenant VARCHAR(16), v VECTOR(2),"
                  + " PRIMARY KEY (id, tenant)) PARTITION BY KEY (tenant) PARTITIONS 4");
      pair.milvus()
          .create(
              new CollectionBuilder("moving")
                  .int64Key("id")
                  .varcharPartitionKey("tenant", 16)
                  .vector("v", DataType.FloatVector, 2),
              1,
              4);
      pair.startSource(Map.of("message.key.columns", "back_partitions.moving:id"));
      pair.startSink(Map.of());
      OceanBaseClient oceanBase = pair.oceanBase();
      for (int id = 0; id < 20; id++) {
        oceanBase.execute("INSERT INTO moving VALUES (" + id + ", 'tenant 0', '[1, " + id + "]')");
      }
      pair.awaitSame("moving");

      for (int move = 1; move <= 60; move++) {
        oceanBase.execute(
            "UPDATE moving SET tenant = 'tenant " + move + "' WHERE id % 3 = " + move % 3);
      }

      assertThat(pair.awaitSame("moving").rows()).isEqualTo(20);
    }
  }

  @Test
  void aBooleanThatIsNotOneIsFalse(Cluster cluster) throws Exception {
    try (ReversePair pair = new ReversePair(cluster, "back_booleans").withDatabase()) {
      pair.oceanBase()
          .execute("CREATE TABLE flags (id BIGINT PRIMARY KEY, flag BOOLEAN, v VECTOR(2))");
      pair.oceanBase()
          .execute(
              "INSERT INTO flags VALUES (0,0,'[1,2]'),(1,1,'[1,2]'),(2,2,'[1,2]'),(3,-1,'[1,2]')");
      pair.milvus()
          .create(
              new CollectionBuilder("flags")
                  .int64Key("id")
                  .scalar("flag", DataType.Bool)
                  .vector("v", DataType.FloatVector, 2));
      pair.start();

      Await.until("the rows are there", LONG, () -> pair.milvus().count("flags") == 4);
      Map<Object, Object> flags = new java.util.TreeMap<>();
      pair.milvus()
          .rows("flags")
          .forEachRemaining(row -> flags.put(row.get("id"), row.get("flag")));
      assertThat(flags).isEqualTo(Map.of(0L, false, 1L, true, 2L, false, 3L, false));
    }
  }
}
