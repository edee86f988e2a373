// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ProcessProvisioning;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.server.WorkerSettings;

/** The connectors of the way back through a real worker, on a cluster for each benchmark. */
final class BackWorkerBenchmarks {
  private static final int DIMENSION = 128;
  private static final int IDLE_TABLES = 200;
  private static final int IDLE_ROWS = 10_000;

  /** The default poll interval and 400 ms. */
  private static final long MEDIAN_TARGET_MILLIS = 900;

  private static final double CORES_TARGET = 0.1;

  private final Report report;

  BackWorkerBenchmarks(Report report) {
    this.report = report;
  }

  /** From OceanBase's commit to the visible entity. */
  void delay() throws Exception {
    report.title(
        "Delay from OceanBase's commit to the visible entity: %d rows/s, %d s, %d rows before"
            .formatted(
                BackDelayRun.ROWS_PER_SECOND, DelayWatch.MEASURED.toSeconds(), BackDelayRun.ROWS));
    try (Cluster cluster = cluster();
        MilvusClient milvus = new MilvusClient(cluster.milvus().uri())) {
      long[] millis = new BackDelayRun(cluster, milvus, DIMENSION).run();
      long median = millis[millis.length / 2];
      report.line(
          "  dim %d: p50 %d ms, p95 %d ms, p99 %d ms, most %d ms  target p50 %d ms: %s",
          DIMENSION,
          median,
          millis[millis.length * 95 / 100],
          millis[millis.length * 99 / 100],
          millis[millis.length - 1],
          MEDIAN_TARGET_MILLIS,
          median < MEDIAN_TARGET_MILLIS ? "met" : "missed");
    }
  }

  /** What 200 idle tables cost. */
  void idle() throws Exception {
    report.title(
        "Cores over %d s: %d idle tables of %d rows"
            .formatted(IdleRun.MEASURED.toSeconds(), IDLE_TABLES, IDLE_ROWS));
    try (Cluster cluster = cluster()) {
      IdleRun run = new IdleRun(cluster);
      run.create(IDLE_TABLES, IDLE_ROWS);
      IdleRun.Cores alone = run.alone();
      IdleRun.Cores captured = run.captured(IDLE_TABLES);
      report.line(
          "  worker %.3f (without the source %.3f), OceanBase %.3f (%.3f)  target %.1f: %s",
          captured.worker(),
          alone.worker(),
          captured.server(),
          alone.server(),
          CORES_TARGET,
          captured.worker() < CORES_TARGET ? "met" : "missed");
    }
  }

  private static Cluster cluster() {
    return Cluster.start(
        new ProcessProvisioning(),
        WorkerSettings.withPlugins("oceanbase-source-connector", "milvus-sink-connector")
            .exactlyOnceSource()
            .withJmx());
  }
}
