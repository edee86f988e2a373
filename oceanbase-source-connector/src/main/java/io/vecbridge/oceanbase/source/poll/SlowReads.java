// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.vecbridge.oceanbase.source.page.Tenant;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/**
 * Reads pages of tables whose statements take long, one after the other, on a connection and a
 * thread of their own, so that the other tables don't wait for them. Whatever is read is sent by
 * the capture thread, which leaves a table alone until its read has ended.
 */
final class SlowReads implements AutoCloseable {
  /** The maximum time of a statement on the first connection, which the other tables wait for. */
  static final Duration QUICK = Duration.ofSeconds(4);

  private static final long QUICK_NANOS = QUICK.toNanos();

  private final Tenant tenant;
  private final ExecutorService thread;
  private final LongSupplier nanoClock;
  private TableCapture table;
  private Future<Read> read;

  private record Read(TableReading.Page page, long nanos) {}

  /** On a thread of its own. */
  SlowReads(Tenant tenant, ExecutorService thread, LongSupplier nanoClock) {
    this.tenant = tenant;
    this.thread = thread;
    this.nanoClock = nanoClock;
  }

  /** Whether a table is being read, or its page waits to be sent. */
  boolean isReading(TableCapture capture) {
    return table == capture;
  }

  /** Whether no table is being read. */
  boolean isFree() {
    return table == null;
  }

  /** Begins to read a table's next page. */
  void begin(TableCapture capture) {
    table = capture;
    read =
        thread.submit(
            () -> {
              long start = nanoClock.getAsLong();
              return new Read(capture.read(tenant), nanoClock.getAsLong() - start);
            });
  }

  /** The table whose read has ended, or null. */
  TableCapture ended() {
    return read != null && read.isDone() ? table : null;
  }

  /**
   * What was read of the table whose read has ended, so that another can begin.
   *
   * @throws SQLException if the read failed
   */
  TableReading.Page take() throws SQLException, InterruptedException {
    TableCapture capture = table;
    Future<Read> ended = read;
    table = null;
    read = null;
    try {
      capture.slow(ended.get().nanos() > QUICK_NANOS / 2);
      return ended.get().page();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    tenant.close();
    thread.shutdownNow();
  }
}
