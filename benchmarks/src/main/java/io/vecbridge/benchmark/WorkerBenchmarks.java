// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ProcessProvisioning;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.server.WorkerSettings;

/** The connectors through a real worker, on a cluster of its own for each benchmark. */
final class WorkerBenchmarks {
  private static final int SMALL_HEAP = 256;
  private static final int QUIET = 200;

  private final Report report;

  WorkerBenchmarks(Report report) {
    this.report = report;
  }

  /** Collections of several sizes from Milvus into OceanBase, in a small heap. */
  void flat() throws Exception {
    report.title("Forward, one worker with -Xmx256m: dim 128");
    try (Cluster cluster = cluster(SMALL_HEAP);
        MilvusClient milvus = new MilvusClient(cluster.milvus().uri())) {
      for (int rows : new int[] {10_000, 100_000, 1_000_000}) {
        FilledCollection collection = FilledCollection.create(milvus, "rows" + rows, 128, rows);
        ForwardRun.Result result = new ForwardRun(cluster, collection).run();
        report.line(
            "  %,10d rows: %,.0f rows/s, %.0f s in all, %d MB live at most",
            rows, result.rowsPerSecond(), result.seconds(), result.liveBytes() >> 20);
        milvus.drop(collection.name());
      }
    }
  }

  /** From Milvus's acknowledgement to the visible row. */
  void delay() throws Exception {
    report.title("Delay from Milvus's acknowledgement to the visible row: 500 rows/s, 30 s");
    try (Cluster cluster = cluster(1024);
        MilvusClient milvus = new MilvusClient(cluster.milvus().uri())) {
      for (int dimension : new int[] {128, 768}) {
        long[] millis = new DelayRun(cluster, milvus, dimension).run();
        report.line(
            "  dim %d: p50 %d ms, p95 %d ms, p99 %d ms, most %d ms",
            dimension,
            millis[millis.length / 2],
            millis[millis.length * 95 / 100],
            millis[millis.length * 99 / 100],
            millis[millis.length - 1]);
      }
    }
  }

  /** What 200 quiet collections cost. */
  void quiet() throws Exception {
    report.title("Cores of the worker: " + QUIET + " quiet collections, and one with 500 rows/s");
    try (Cluster cluster = cluster(1024);
        MilvusClient milvus = new MilvusClient(cluster.milvus().uri())) {
      QuietRun run = new QuietRun(cluster, milvus);
      run.create(QUIET);
      for (int round = 1; round <= 2; round++) {
        double alone = run.cores("alone" + round, "busy", true);
        double all = run.cores("all" + round, "busy|quiet.*", true);
        report.line("  busy alone %.3f, with quiet ones %.3f, more %.3f", alone, all, all - alone);
      }
    }
  }

  private static Cluster cluster(int heapMegabytes) {
    return Cluster.start(
        new ProcessProvisioning(),
        WorkerSettings.withPlugins("milvus-source-connector", "oceanbase-sink-connector")
            .heapMegabytes(heapMegabytes)
            .withJmx());
  }
}
