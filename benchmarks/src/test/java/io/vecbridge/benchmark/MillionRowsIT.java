// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ProcessProvisioning;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.server.WorkerSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A small heap is enough for any number of rows. Runs on request: it takes some minutes. */
@Tag("limits")
class MillionRowsIT {
  private static final int ROWS = 1_000_000;
  private static final int HEAP_MEGABYTES = 256;

  @Test
  void aWorkerOf256MegabytesMovesAMillionRows() throws Exception {
    WorkerSettings settings =
        WorkerSettings.withPlugins("milvus-source-connector", "oceanbase-sink-connector")
            .heapMegabytes(HEAP_MEGABYTES)
            .withJmx();
    try (Cluster cluster = Cluster.start(new ProcessProvisioning(), settings);
        MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        OceanBaseClient target = new OceanBaseClient(cluster.oceanBase(), "default")) {
      FilledCollection rows = FilledCollection.create(milvus, "million", 128, ROWS);
      ForwardRun.Result result = new ForwardRun(cluster, rows).run();
      assertThat(target.count(rows.name())).isEqualTo(ROWS);
      assertThat(cluster.worker().isRunning()).isTrue();
      assertThat(result.liveBytes()).isLessThan((long) HEAP_MEGABYTES << 20);
    }
  }
}
