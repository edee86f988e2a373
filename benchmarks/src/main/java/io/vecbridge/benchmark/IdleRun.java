// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.process.Await;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.IsolationLevel;

/** What idle tables cost at the default intervals, after their source has come to rest. */
final class IdleRun {
  static final Duration MEASURED = Duration.ofSeconds(60);

  private static final String DATABASE = "idle";
  private static final Duration ALONE = Duration.ofSeconds(20);
  private static final int DIMENSION = 16;
  private static final Duration OPENED_WITHIN = Duration.ofSeconds(120);
  // A table counts as idle 10 s after its last change.
  private static final Duration WARM_UP = Duration.ofSeconds(30);

  private final Cluster cluster;

  IdleRun(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Makes the tables. */
  void create(int tables, int rows) throws Exception {
    try (OceanBaseClient client = new OceanBaseClient(cluster.oceanBase(), DATABASE)) {
      ChangedTable.create(client, "t0", DIMENSION, rows, false);
      for (int table = 1; table < tables; table++) {
        client.execute(
            "CREATE TABLE t" + table + " (id BIGINT PRIMARY KEY, v VECTOR(" + DIMENSION + "))");
        client.execute("INSERT INTO t" + table + " SELECT * FROM t0");
      }
    }
  }

  /**
   * Cores over the time.
   *
   * @param worker the whole worker, with Connect itself
   * @param server OceanBase
   */
  record Cores(double worker, double server) {}

  /** Cores without a connector. */
  Cores alone() throws Exception {
    return measured(ALONE);
  }

  /** Cores with all tables captured, after the source has told of each. */
  Cores captured(int tables) throws Exception {
    try (Pipeline pipeline = new Pipeline(cluster, "idle");
        KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers())) {
      kafka.createTopic("idle", 1);
      pipeline.startTableSource(DATABASE, "snapshot.mode", "no_data");
      // One schema change event each; the ends of transactions count too, the pause is long enough.
      Await.until(
          "all tables are captured",
          OPENED_WITHIN,
          () -> kafka.end("idle", IsolationLevel.READ_COMMITTED) >= tables);
      TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
      Cores cores = measured(MEASURED);
      pipeline.requireRunning("source");
      return cores;
    }
  }

  private Cores measured(Duration over) throws Exception {
    try (WorkerProcess worker = new WorkerProcess(cluster.worker())) {
      Duration server = cluster.oceanBase().cpuTime();
      long cpu = worker.cpuNanos();
      long began = System.nanoTime();
      TimeUnit.MILLISECONDS.sleep(over.toMillis());
      double took = System.nanoTime() - began;
      return new Cores(
          (worker.cpuNanos() - cpu) / took,
          cluster.oceanBase().cpuTime().minus(server).toNanos() / took);
    }
  }
}
