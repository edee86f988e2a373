// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A writer of Milvus with 300 changes per second, each of which reaches OceanBase some time later:
 * updates, new rows and deletes.
 */
final class LaggingPipeline implements AutoCloseable {
  private static final int DIMENSION = 4;
  private static final int CHANGES = 10;
  private static final int PAUSE_MILLIS = 33;
  private static final int LAG_MILLIS = 400;
  private static final String COLLECTION = "live";

  private final MilvusClient milvus;
  private final OceanBaseClient oceanBase;
  private final int rows;
  private final Random random = new Random(5);
  private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledExecutorService carrier = Executors.newSingleThreadScheduledExecutor();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final AtomicInteger changes = new AtomicInteger();
  private long next;

  LaggingPipeline(MilvusClient milvus, OceanBaseClient oceanBase, int rows) {
    this.milvus = milvus;
    this.oceanBase = oceanBase;
    this.rows = rows;
    this.next = rows;
  }

  /** Creates the collection and its table, both with the same rows. */
  void create() throws SQLException {
    milvus.create(
        new CollectionBuilder(COLLECTION)
            .int64Key("id")
            .vector("v", DataType.FloatVector, DIMENSION));
    oceanBase.execute("CREATE TABLE live (id BIGINT PRIMARY KEY, v VECTOR(4))");
    long[] ids = new long[rows];
    for (int i = 0; i < rows; i++) {
      ids[i] = i;
    }
    float[] vectors = vectors(rows);
    milvus.insert(COLLECTION, columns(ids, vectors));
    carry(ids, vectors);
  }

  void start() {
    writer.scheduleAtFixedRate(this::write, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  int changes() {
    return changes.get();
  }

  private void write() {
    try {
      long[] ids = new long[CHANGES];
      for (int i = 0; i < CHANGES; i++) {
        ids[i] = i == 0 ? next++ : (long) i * rows / CHANGES + random.nextInt(rows / CHANGES);
      }
      float[] vectors = vectors(CHANGES);
      long deleted = next - 20;
      milvus.upsert(COLLECTION, columns(ids, vectors));
      if (deleted > rows) {
        milvus.delete(COLLECTION, "id", deleted);
      }
      changes.addAndGet(CHANGES);
      carrier.schedule(
          () -> {
            try {
              carry(ids, vectors);
              oceanBase.execute("DELETE FROM live WHERE id > " + rows + " AND id = " + deleted);
            } catch (SQLException e) {
              failure.set(e);
            }
          },
          LAG_MILLIS,
          TimeUnit.MILLISECONDS);
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }

  private void carry(long[] ids, float[] vectors) throws SQLException {
    try (PreparedStatement statement =
        oceanBase
            .connection()
            .prepareStatement(
                "INSERT INTO live (id, v) VALUES (?, ?) ON DUPLICATE KEY UPDATE v = VALUES(v)")) {
      for (int i = 0; i < ids.length; i++) {
        StringBuilder text = new StringBuilder("[");
        for (int element = 0; element < DIMENSION; element++) {
          text.append(element == 0 ? "" : ",").append((double) vectors[i * DIMENSION + element]);
        }
        statement.setLong(1, ids[i]);
        statement.setString(2, text.append(']').toString());
        statement.executeUpdate();
      }
    }
  }

  private static Columns columns(long[] ids, float[] vectors) {
    return new Columns(ids.length).int64("id", ids).floatVector("v", DIMENSION, vectors);
  }

  private float[] vectors(int count) {
    float[] elements = new float[count * DIMENSION];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = random.nextFloat();
    }
    return elements;
  }

  /** Ends when every change has arrived; throws what went wrong. */
  @Override
  public void close() {
    try {
      writer.shutdown();
      writer.awaitTermination(10, TimeUnit.SECONDS);
      carrier.shutdown();
      carrier.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
  }

  /** Makes rows differ that no change touches: those of the first tenth. */
  List<String> seed(String database) throws SQLException {
    oceanBase.execute("DELETE FROM live WHERE id = 0");
    oceanBase.execute("INSERT INTO live VALUES (-7, '[1,2,3,4]')");
    oceanBase.execute("UPDATE live SET v = '[1,2,3,4]' WHERE id = 5");
    return List.of(
        database + ".live -7 extra",
        database + ".live 0 missing",
        database + ".live 5 different v");
  }
}
