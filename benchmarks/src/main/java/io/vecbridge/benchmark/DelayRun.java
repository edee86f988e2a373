// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.process.Await;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;

/** How long after Milvus's acknowledgement a row is visible in OceanBase. */
final class DelayRun {
  private static final String COLLECTION = "delayed";
  private static final String DATABASE = "default";
  private static final int ROWS_PER_SECOND = 500;
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Cluster cluster;
  private final MilvusClient milvus;
  private final int dimension;

  DelayRun(Cluster cluster, MilvusClient milvus, int dimension) {
    this.cluster = cluster;
    this.milvus = milvus;
    this.dimension = dimension;
  }

  /** The delays of all rows after the warm-up in milliseconds, sorted. */
  long[] run() throws Exception {
    milvus.create(
        new CollectionBuilder(COLLECTION)
            .int64Key("id")
            .vector("v", DataType.FloatVector, dimension));
    DelayWatch watch = new DelayWatch(0, ROWS_PER_SECOND);
    try (Pipeline pipeline = new Pipeline(cluster, "delay" + dimension);
        OceanBaseClient target = new OceanBaseClient(cluster.oceanBase(), DATABASE);
        SteadyWriter writer = new SteadyWriter(milvus, COLLECTION, dimension, watch::wrote)) {
      pipeline.startSource(COLLECTION);
      pipeline.startSink();
      Await.until("the table is there", SOON, () -> target.exists(COLLECTION));
      writer.start(ROWS_PER_SECOND);
      try (Statement statement = target.connection().createStatement()) {
        long[] delays = watch.watch(last -> newest(statement, last));
        Arrays.sort(delays);
        writer.stop();
        return delays;
      }
    } finally {
      milvus.drop(COLLECTION);
    }
  }

  /** Rows come in the order of their keys: one pchannel, one topic partition. */
  private static long newest(Statement statement, long last) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SELECT MAX(id) FROM `" + COLLECTION + "` WHERE id > " + last)) {
      row.next();
      long newest = row.getLong(1);
      return row.wasNull() ? last : newest;
    }
  }
}
