// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.process.Await;
import java.time.Duration;
import java.util.Arrays;

/**
 * How long after OceanBase's commit a row is visible in Milvus, next to many rows that came by the
 * snapshot.
 */
final class BackDelayRun {
  static final int ROWS_PER_SECOND = 200;
  static final int ROWS = 100_000;

  private static final String DATABASE = "back_delay";
  private static final String TABLE = "followed";
  private static final Duration SNAPSHOT_WITHIN = Duration.ofSeconds(180);

  private final Cluster cluster;
  private final MilvusClient milvus;
  private final int dimension;

  BackDelayRun(Cluster cluster, MilvusClient milvus, int dimension) {
    this.cluster = cluster;
    this.milvus = milvus;
    this.dimension = dimension;
  }

  /** The delays of all rows after the warm-up in milliseconds, sorted. */
  long[] run() throws Exception {
    milvus.create(
        new CollectionBuilder(TABLE).int64Key("id").vector("v", DataType.FloatVector, dimension));
    DelayWatch watch = new DelayWatch(ROWS, ROWS_PER_SECOND);
    try (OceanBaseClient source = new OceanBaseClient(cluster.oceanBase(), DATABASE);
        Pipeline pipeline = new Pipeline(cluster, "back-delay" + dimension)) {
      ChangedTable.create(source, TABLE, dimension, ROWS, false);
      pipeline.startTableSource(DATABASE, "snapshot.mode", "initial");
      pipeline.startMilvusSink();
      Await.until("the snapshot is in Milvus", SNAPSHOT_WITHIN, () -> milvus.count(TABLE) == ROWS);
      try (SteadyTableWriter writer =
          new SteadyTableWriter(source, TABLE, dimension, ROWS, watch::wrote)) {
        writer.start(ROWS_PER_SECOND);
        long[] delays = watch.watch(new NewEntities(milvus, TABLE));
        Arrays.sort(delays);
        writer.stop();
        return delays;
      }
    }
  }
}
