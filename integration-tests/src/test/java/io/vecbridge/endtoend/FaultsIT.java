// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.Server;
import io.vecbridge.harness.server.WorkerSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Servers that die and come back while rows are in flight: both sides end equal, bit by bit, and
 * nobody has to do anything.
 */
@Tag("faults")
@Order(ClusterExtension.WHILE_SERVERS_ARE_EMPTY)
@ExtendWith(ClusterExtension.class)
class FaultsIT {
  private static final Duration ABSENCE = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofSeconds(180);
  private static final int WORKER_KILLS = 20;

  @Test
  void kafkaIsKilledAndAwayFor20Seconds(Cluster cluster) throws Exception {
    survives(cluster, "kafka_away", List.of(cluster.kafka()));
  }

  @Test
  void oceanBaseIsKilledInMidTransactionAndAwayFor20Seconds(Cluster cluster) throws Exception {
    survives(cluster, "oceanbase_away", List.of(cluster.oceanBase()));
  }

  @Test
  void bothAreKilledAndAwayTogether(Cluster cluster) throws Exception {
    survives(cluster, "both_away", List.of(cluster.oceanBase(), cluster.kafka()));
  }

  @Test
  void milvusIsStoppedAndAwayFor20Seconds(Cluster cluster) throws Exception {
    try (ForwardPair pair = pair(cluster, "milvus_away");
        RowWriter writer = writer(pair)) {
      awaitInFlight(pair, writer);
      cluster.milvus().stop();
      pause(ABSENCE);
      cluster.milvus().start();
      Await.until(
          "Milvus has loaded the collection again",
          LONG,
          () -> {
            pair.milvus().load("rows");
            return true;
          });
      awaitInFlight(pair, writer);
      writer.stop();
      assertThat(pair.awaitSame("rows", LONG).rows()).isPositive();
    }
  }

  @Test
  void theWorkerIsKilledAtRandomMoments(Cluster cluster) throws Exception {
    Random moments = new Random(20);
    WorkerSettings settings =
        WorkerSettings.withPlugins("milvus-source-connector", "oceanbase-sink-connector")
            .group("random-kills")
            .exactlyOnceSource();
    try (ConnectWorker worker = cluster.startWorker(settings);
        ForwardPair pair =
            new ForwardPair(cluster, new ConnectRest(worker.rest()), "random_kills")) {
      create(pair);
      try (RowWriter writer = writer(pair)) {
        pair.start();
        for (int kill = 0; kill < WORKER_KILLS; kill++) {
          pause(Duration.ofMillis(moments.nextInt(2_000)));
          long before = writer.written();
          worker.kill();
          worker.start();
          assertThat(writer.written()).as("rows were in flight").isGreaterThan(before);
        }
        writer.stop();
      }
      assertThat(pair.awaitSame("rows", LONG).rows()).isPositive();
    }
  }

  private static void survives(Cluster cluster, String name, List<Server> victims)
      throws Exception {
    try (ForwardPair pair = pair(cluster, name);
        RowWriter writer = writer(pair)) {
      awaitInFlight(pair, writer);
      victims.forEach(Server::kill);
      pause(ABSENCE);
      for (Server victim : victims) {
        victim.start();
      }
      awaitInFlight(pair, writer);
      writer.stop();
      assertThat(pair.awaitSame("rows", LONG).rows()).isPositive();
    }
  }

  private static ForwardPair pair(Cluster cluster, String name) throws Exception {
    ForwardPair pair = new ForwardPair(cluster, name);
    create(pair);
    pair.start();
    return pair;
  }

  private static void create(ForwardPair pair) {
    pair.milvus()
        .create(
            new CollectionBuilder("rows")
                .int64Key("id")
                .vector("v", DataType.FloatVector, RowWriter.DIMENSION),
            2,
            0);
  }

  private static RowWriter writer(ForwardPair pair) {
    return new RowWriter(pair.milvus(), "rows", 3).tolerant();
  }

  /** Waits until rows that are written from now on arrive. */
  private static void awaitInFlight(ForwardPair pair, RowWriter writer) throws SQLException {
    long written = writer.written();
    Await.until("rows are written", LONG, () -> writer.written() > written + 200);
    long arrived = newest(pair);
    Await.until("rows arrive", LONG, () -> newest(pair) > arrived);
  }

  private static long newest(ForwardPair pair) throws SQLException {
    if (!pair.oceanBase().exists("rows")) {
      return 0;
    }
    String newest = pair.oceanBase().query("SELECT MAX(id) FROM `rows`").get(0);
    return newest == null ? 0 : Long.parseLong(newest);
  }

  private static void pause(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }
}
