// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.Server;
import io.vecbridge.harness.server.WorkerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The way back while servers die and come back: both sides end equal, no entity is there twice, and
 * nobody has to do anything.
 */
@Tag("faults")
@Order(ClusterExtension.WHILE_SERVERS_ARE_EMPTY)
@ExtendWith(ClusterExtension.class)
class ReverseFaultsIT {
  private static final Duration ABSENCE = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofSeconds(180);
  private static final int WORKER_KILLS = 20;

  @Test
  void oceanBaseIsKilledAndAwayFor20Seconds(Cluster cluster) throws Exception {
    survives(cluster, "back_oceanbase_away", cluster.oceanBase(), false);
  }

  @Test
  void kafkaIsKilledAndAwayFor20Seconds(Cluster cluster) throws Exception {
    survives(cluster, "back_kafka_away", cluster.kafka(), false);
  }

  /** Stopped, since a Milvus that is killed can lose rows that it had acknowledged. */
  @Test
  void milvusIsStoppedAndAwayFor20Seconds(Cluster cluster) throws Exception {
    survives(cluster, "back_milvus_away", cluster.milvus(), true);
  }

  @Test
  void theWorkerIsKilled20TimesAtRandomMoments(Cluster cluster) throws Exception {
    Random random = new Random(9);
    try (ConnectWorker worker = worker(cluster, "back-kills");
        ReversePair pair = pair(cluster, worker, "back_kills");
        TableWriter writer = writer(cluster, "back_kills")) {
      start(pair);
      for (int kill = 0; kill < WORKER_KILLS; kill++) {
        long before = writer.committed();
        Await.until("changes are in flight", LONG, () -> writer.committed() > before + 20);
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1_500)).toNanos());
        worker.kill();
        worker.start();
      }
      ends(writer, pair);
    }
  }

  private static void survives(Cluster cluster, String name, Server server, boolean stopped)
      throws Exception {
    try (ConnectWorker worker = worker(cluster, name);
        ReversePair pair = pair(cluster, worker, name);
        TableWriter writer = writer(cluster, name)) {
      start(pair);
      long before = writer.committed();
      Await.until("changes are in flight", LONG, () -> writer.committed() > before + 100);
      if (stopped) {
        server.stop();
      } else {
        server.kill();
      }
      LockSupport.parkNanos(ABSENCE.toNanos());
      server.start();
      if (stopped) {
        Await.until(
            "Milvus has loaded the collection again",
            LONG,
            () -> {
              pair.milvus().load("rows");
              return true;
            });
      }
      long after = writer.committed();
      Await.until("changes go on", LONG, () -> writer.committed() > after + 100);
      ends(writer, pair);
    }
  }

  /** The validation refuses a Milvus that is still recovering from the test before. */
  private static void start(ReversePair pair) {
    Await.until(
        "the pair runs",
        LONG,
        () -> {
          pair.startExactlyOnce();
          return true;
        });
  }

  private static void ends(TableWriter writer, ReversePair pair) throws Exception {
    writer.stop();
    assertThat(pair.awaitSame("rows", LONG).rows()).isGreaterThan(100);
  }

  private static ConnectWorker worker(Cluster cluster, String group) {
    return cluster.startWorker(
        WorkerSettings.withPlugins("oceanbase-source-connector", "milvus-sink-connector")
            .group(group)
            .exactlyOnceSource());
  }

  private static ReversePair pair(Cluster cluster, ConnectWorker worker, String name)
      throws Exception {
    ReversePair pair =
        new ReversePair(cluster, new ConnectRest(worker.rest()), name).withDatabase();
    pair.oceanBase().execute(TableWriter.table("rows"));
    pair.milvus().create(TableWriter.collection("rows"));
    return pair;
  }

  private static TableWriter writer(Cluster cluster, String name) {
    return new TableWriter(cluster.oceanBase(), name, List.of("rows"), 13).tolerant();
  }
}
