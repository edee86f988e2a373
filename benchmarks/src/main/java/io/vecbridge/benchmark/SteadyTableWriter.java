// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Inserts rows with new keys into a table at a steady pace, in small transactions. */
final class SteadyTableWriter implements AutoCloseable {
  static final int PER_TRANSACTION = 4;

  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private final PreparedStatement insert;
  private final int dimension;
  private final LongConsumer committed;
  private Future<?> running;
  private long next;

  /**
   * @param client used by the writer alone; its caller closes it
   * @param first the first key
   * @param committed told of each key when OceanBase has committed
   */
  SteadyTableWriter(
      OceanBaseClient client, String table, int dimension, long first, LongConsumer committed)
      throws SQLException {
    client.connection().setAutoCommit(false);
    this.insert =
        client.connection().prepareStatement("INSERT INTO " + table + " (id, v) VALUES (?, ?)");
    this.dimension = dimension;
    this.next = first;
    this.committed = committed;
  }

  void start(int rowsPerSecond) {
    long pause = TimeUnit.SECONDS.toNanos(1) * PER_TRANSACTION / rowsPerSecond;
    running = pace.scheduleAtFixedRate(this::write, 0, pause, TimeUnit.NANOSECONDS);
  }

  private void write() {
    try {
      long first = next;
      for (byte[] vector : RandomVectors.bytes(first, PER_TRANSACTION, dimension)) {
        insert.setLong(1, next++);
        insert.setBytes(2, vector);
        insert.executeUpdate();
      }
      insert.getConnection().commit();
      for (long id = first; id < next; id++) {
        committed.accept(id);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the writing. */
  void stop() throws InterruptedException {
    boolean failed = running.isDone();
    running.cancel(false);
    pace.shutdown();
    if (failed || !pace.awaitTermination(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("OceanBase has refused rows, or doesn't answer");
    }
  }

  @Override
  public void close() {
    pace.shutdownNow();
  }
}
