// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Await;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How long after Milvus's acknowledgement a row is visible in OceanBase, at a steady pace. It looks
 * every few milliseconds for keys above the last that was seen; the time between two looks and the
 * query itself count in.
 */
final class DelayRun {
  private static final String COLLECTION = "delayed";
  private static final String DATABASE = "default";
  private static final int ROWS_PER_SECOND = 500;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration MEASURED = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 5;

  private final Cluster cluster;
  private final MilvusClient milvus;
  private final int dimension;
  private final Map<Long, Long> acknowledged = new ConcurrentHashMap<>();

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
    try (Pipeline pipeline = new Pipeline(cluster, "delay" + dimension);
        OceanBaseClient target = new OceanBaseClient(cluster.oceanBase(), DATABASE);
        SteadyWriter writer =
            new SteadyWriter(
                milvus, COLLECTION, dimension, id -> acknowledged.put(id, System.nanoTime()))) {
      pipeline.startSource(COLLECTION);
      pipeline.startSink();
      Await.until("the table is there", SOON, () -> target.exists(COLLECTION));
      writer.start(ROWS_PER_SECOND);
      long[] delays = new long[(int) MEASURED.toSeconds() * ROWS_PER_SECOND];
      int count = 0;
      long last = -1;
      long from = WARM_UP.toSeconds() * ROWS_PER_SECOND;
      long deadline = System.nanoTime() + WARM_UP.plus(MEASURED).plus(SOON).toNanos();
      try (Statement statement = target.connection().createStatement()) {
        while (count < delays.length) {
          if (System.nanoTime() > deadline) {
            throw new IllegalStateException("Only " + count + " rows have come");
          }
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
          long seen = newest(statement, last);
          long now = System.nanoTime();
          for (; last < seen; last++) {
            // A row can be seen a moment before its acknowledgement was noted.
            Long since = acknowledged.remove(last + 1);
            if (last + 1 >= from && count < delays.length) {
              delays[count++] = since == null ? 0 : (now - since) / 1_000_000;
            }
          }
        }
      }
      writer.stop();
      Arrays.sort(delays);
      return delays;
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
