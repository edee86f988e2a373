// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.OceanBaseClient;
import java.util.concurrent.TimeUnit;

/** A collection from Milvus into OceanBase, both connectors on one worker, while it is watched. */
final class ForwardRun {
  private static final String DATABASE = "default";
  private static final int SECONDS = 900;
  private static final long PAUSE_MILLIS = 250;
  private static final int LOOKS_BETWEEN_CHECKS = 40;

  private final Cluster cluster;
  private final FilledCollection collection;

  ForwardRun(Cluster cluster, FilledCollection collection) {
    this.cluster = cluster;
    this.collection = collection;
  }

  /**
   * What a run came to.
   *
   * @param rowsPerSecond from the first rows in the table to the last
   * @param seconds from the start of the connectors on
   * @param liveBytes the most that survived a collection of the worker's old generation
   */
  record Result(double rowsPerSecond, double seconds, long liveBytes) {}

  Result run() throws Exception {
    long began = System.nanoTime();
    try (Pipeline pipeline = new Pipeline(cluster, "forward" + collection.rows());
        WorkerProcess worker = new WorkerProcess(cluster.worker());
        OceanBaseClient target = new OceanBaseClient(cluster.oceanBase(), DATABASE)) {
      pipeline.startSource(collection.name());
      pipeline.startSink();
      Arrivals arrivals = new Arrivals(collection.rows(), SECONDS);
      long seen = 0;
      for (int looks = 1; arrivals.expectsMore(); looks++) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        long now = target.exists(collection.name()) ? target.count(collection.name()) : 0;
        arrivals.saw(now - seen);
        seen = now;
        worker.look();
        if (looks % LOOKS_BETWEEN_CHECKS == 0) {
          pipeline.requireRunning("source");
          pipeline.requireRunning("sink");
        }
      }
      pipeline.requireRunning("source");
      pipeline.requireRunning("sink");
      return new Result(
          arrivals.rowsPerSecond(), (System.nanoTime() - began) / 1e9, worker.mostLiveBytes());
    }
  }
}
