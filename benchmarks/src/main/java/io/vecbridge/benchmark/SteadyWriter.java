// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/** Inserts rows with new keys at a steady pace, in small requests. */
final class SteadyWriter implements AutoCloseable {
  private static final int PER_REQUEST = 20;

  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private final MilvusClient milvus;
  private final String collection;
  private final int dimension;
  private final LongConsumer acknowledged;
  private Future<?> running;
  private long next;

  /**
   * @param acknowledged told of each key when Milvus has answered
   */
  SteadyWriter(MilvusClient milvus, String collection, int dimension, LongConsumer acknowledged) {
    this.milvus = milvus;
    this.collection = collection;
    this.dimension = dimension;
    this.acknowledged = acknowledged;
  }

  void start(int rowsPerSecond) {
    long pause = TimeUnit.SECONDS.toNanos(1) * PER_REQUEST / rowsPerSecond;
    running = pace.scheduleAtFixedRate(this::write, 0, pause, TimeUnit.NANOSECONDS);
  }

  private void write() {
    long[] ids = LongStream.range(next, next + PER_REQUEST).toArray();
    next += PER_REQUEST;
    float[] vectors = RandomVectors.floats(ids[0], PER_REQUEST, dimension);
    milvus.insert(
        collection, new Columns(PER_REQUEST).int64("id", ids).floatVector("v", dimension, vectors));
    for (long id : ids) {
      acknowledged.accept(id);
    }
  }

  /** Ends the writing, and returns how many rows were written. */
  long stop() throws Exception {
    boolean failed = running.isDone();
    running.cancel(false);
    pace.shutdown();
    if (failed || !pace.awaitTermination(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Milvus has refused rows, or doesn't answer");
    }
    return next;
  }

  @Override
  public void close() {
    pace.shutdownNow();
  }
}
