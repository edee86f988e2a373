// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * Upserts and deletes rows at a steady pace. The field {@code n} numbers the upserts, and upserts
 * and deletes share no keys, so that the largest {@code n} that has arrived tells how far the
 * target is.
 */
final class LiveWriter implements AutoCloseable {
  static final int ROWS = 20_000;

  private static final int DELETED = ROWS / 2;
  private static final int PER_INSERT = 1000;

  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private final MilvusClient milvus;
  private final String collection;
  private final LiveLoad load;
  private final LongConsumer acknowledged;
  private Future<?> running;
  private long next = 1;
  private long deleted;
  private long began;

  /**
   * @param acknowledged told of each {@code n} when Milvus has answered
   */
  LiveWriter(MilvusClient milvus, String collection, LiveLoad load, LongConsumer acknowledged) {
    this.milvus = milvus;
    this.collection = collection;
    this.load = load;
    this.acknowledged = acknowledged;
  }

  /** Makes the collection, whose rows have an {@code n} of 0. */
  void fill() {
    milvus.create(
        new CollectionBuilder(collection)
            .int64Key("id")
            .scalar("n", DataType.Int64)
            .vector("v", DataType.FloatVector, load.dimension()));
    for (long first = 0; first < ROWS; first += PER_INSERT) {
      long[] ids = LongStream.range(first, first + PER_INSERT).toArray();
      milvus.insert(collection, rows(ids, new long[PER_INSERT]));
    }
    milvus.flush(collection);
  }

  void start() {
    long pause = TimeUnit.SECONDS.toNanos(1) * load.perRequest() / load.upserts();
    began = System.nanoTime();
    running = pace.scheduleAtFixedRate(this::write, 0, pause, TimeUnit.NANOSECONDS);
  }

  private void write() {
    long[] numbers = LongStream.range(next, next + load.perRequest()).toArray();
    next += load.perRequest();
    long[] ids = LongStream.of(numbers).map(this::key).toArray();
    milvus.upsert(collection, rows(ids, numbers));
    LongStream.of(numbers).forEach(acknowledged);
    if (load.deletesPerRequest() > 0) {
      milvus.delete(
          collection,
          "id",
          LongStream.range(deleted, deleted + load.deletesPerRequest()).toArray());
      deleted += load.deletesPerRequest();
    }
  }

  private long key(long number) {
    boolean isNew = load.newKeyEvery() > 0 && number % load.newKeyEvery() == 0;
    return isNew ? ROWS + number : DELETED + number % (ROWS - DELETED);
  }

  private Columns rows(long[] ids, long[] numbers) {
    float[] vectors = RandomVectors.floats(next, ids.length, load.dimension());
    return new Columns(ids.length)
        .int64("id", ids)
        .int64("n", numbers)
        .floatVector("v", load.dimension(), vectors);
  }

  /** Ends the writing; returns how many upserts per second Milvus has taken. */
  double stop() throws Exception {
    boolean failed = running.isDone();
    running.cancel(false);
    pace.shutdown();
    if (failed || !pace.awaitTermination(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Milvus has refused changes, or doesn't answer");
    }
    return (next - 1) * 1e9 / (System.nanoTime() - began);
  }

  @Override
  public void close() {
    pace.shutdownNow();
  }
}
