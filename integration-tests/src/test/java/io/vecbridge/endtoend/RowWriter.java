// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes to a collection {@code (id INT64, v FLOAT_VECTOR)}, or to one of other fields, on a thread
 * of its own until it is stopped: inserts new keys, upserts and deletes those that are there.
 */
public final class RowWriter implements AutoCloseable {
  public static final int DIMENSION = 8;

  private static final int BATCH = 20;
  // Up to 1,000 rows a second: enough to be always in flight, and the servers share two cores.
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final MilvusClient milvus;
  private final String collection;
  private final Rows rows;
  private final Random random;
  private final Thread thread;
  private final AtomicLong written = new AtomicLong();
  private volatile boolean stopped;
  private volatile RuntimeException failure;
  private volatile boolean tolerant;
  private long nextId;

  public RowWriter(MilvusClient milvus, String collection, long seed) {
    this(milvus, collection, DIMENSION, 0, seed);
  }

  /** The fields of the rows with some keys. */
  public interface Rows {
    Columns of(long[] ids, Random random);
  }

  /**
   * Starts to write.
   *
   * @param firstId the first key that it inserts; lower ones are only upserted and deleted
   */
  public RowWriter(MilvusClient milvus, String collection, int dimension, long firstId, long seed) {
    this(milvus, collection, (ids, random) -> vectors(ids, dimension, random), firstId, seed);
  }

  /** Starts to write rows of other fields. */
  public RowWriter(MilvusClient milvus, String collection, Rows rows, long firstId, long seed) {
    this.milvus = milvus;
    this.collection = collection;
    this.rows = rows;
    this.nextId = firstId;
    this.random = new Random(seed);
    this.thread = new Thread(this::write, "writer of " + collection);
    thread.start();
  }

  /**
   * Goes on after refused calls: for tests in which Milvus or its Kafka is away. Whether such a
   * call was carried out is not known, and both sides show the same of it.
   */
  public RowWriter tolerant() {
    tolerant = true;
    return this;
  }

  /** Rows that Milvus has acknowledged. */
  public long written() {
    return written.get();
  }

  /** Ends the writing; afterwards the collection doesn't change. */
  public void stop() throws InterruptedException {
    stopped = true;
    thread.join();
    if (failure != null) {
      throw failure;
    }
  }

  private void write() {
    while (!stopped) {
      try {
        writeOnce();
        written.addAndGet(BATCH);
      } catch (RuntimeException e) {
        if (!tolerant) {
          failure = e;
          return;
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void writeOnce() {
    switch (random.nextInt(4)) {
      case 0, 1 -> milvus.insert(collection, rows.of(fresh(), random));
      case 2 -> milvus.upsert(collection, rows.of(some(), random));
      default -> milvus.delete(collection, "id", some());
    }
  }

  private long[] fresh() {
    long[] ids = new long[BATCH];
    for (int i = 0; i < BATCH; i++) {
      ids[i] = nextId++;
    }
    return ids;
  }

  /** Different keys that have been written before, or will be. */
  private long[] some() {
    long start = random.nextLong(nextId + 1);
    long[] ids = new long[BATCH];
    for (int i = 0; i < BATCH; i++) {
      ids[i] = start + i;
    }
    nextId = Math.max(nextId, start + BATCH);
    return ids;
  }

  private static Columns vectors(long[] ids, int dimension, Random random) {
    float[] vectors = new float[ids.length * dimension];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = random.nextFloat() - 0.5f;
    }
    return new Columns(ids.length).int64("id", ids).floatVector("v", dimension, vectors);
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
