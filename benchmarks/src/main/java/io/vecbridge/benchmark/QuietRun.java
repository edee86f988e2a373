// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DataType;
import io.milvus.grpc.Status;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.MilvusClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What quiet collections cost a worker whose source also follows a busy one. */
final class QuietRun {
  private static final int DIMENSION = 128;
  private static final int ROWS_PER_SECOND = 500;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration MEASURED = Duration.ofSeconds(30);

  private final Cluster cluster;
  private final MilvusClient milvus;

  QuietRun(Cluster cluster, MilvusClient milvus) {
    this.cluster = cluster;
    this.milvus = milvus;
  }

  /** Makes the busy collection and the quiet ones. */
  void create(int quiet) {
    for (int i = 0; i < quiet; i++) {
      create("quiet" + i);
    }
    create("busy");
  }

  /** Their changes are followed without a snapshot, so they need neither an index nor a load. */
  private void create(String name) {
    CollectionSchema schema =
        new CollectionBuilder(name)
            .int64Key("id")
            .vector("v", DataType.FloatVector, DIMENSION)
            .build();
    Status status =
        milvus
            .stub()
            .createCollection(
                CreateCollectionRequest.newBuilder()
                    .setDbName("default")
                    .setCollectionName(name)
                    .setSchema(schema.toByteString())
                    .setShardsNum(1)
                    .build());
    if (status.getCode() != 0) {
      throw new IllegalStateException("Milvus doesn't create " + name + ": " + status.getReason());
    }
  }

  /** Cores that the worker takes, with the collections of the regular expression captured. */
  double cores(String prefix, String collections, boolean busy) throws Exception {
    try (Pipeline pipeline = new Pipeline(cluster, prefix);
        WorkerProcess worker = new WorkerProcess(cluster.worker());
        SteadyWriter writer = new SteadyWriter(milvus, "busy", DIMENSION, id -> {})) {
      pipeline.startSource(collections, "snapshot.mode", "no_data");
      if (busy) {
        writer.start(ROWS_PER_SECOND);
      }
      TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
      long cpu = worker.cpuNanos();
      long began = System.nanoTime();
      TimeUnit.MILLISECONDS.sleep(MEASURED.toMillis());
      double cores = (worker.cpuNanos() - cpu) / (double) (System.nanoTime() - began);
      pipeline.requireRunning("source");
      if (busy) {
        writer.stop();
      }
      return cores;
    }
  }
}
