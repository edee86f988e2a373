// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of a put that can't be written, and those that are written and copied to the dead
 * letter queue all the same. They are reported just before the commit of the others: earlier, every
 * retry of the put would report them again; later, a crash would drop them silently.
 *
 * <p>Connect's reporter is for the task's thread: some versions confuse the record with the one
 * that they convert at the time.
 */
public final class ErrantRecords {
  private static final Logger LOG = LoggerFactory.getLogger(ErrantRecords.class);

  private final String system;
  private final ErrantRecordReporter reporter;
  private final boolean tolerated;
  private final SinkMetrics metrics;
  private final WaitingRecords waiting;
  private final List<BadRecordException> records = new ArrayList<>();
  private final List<Copy> copies = new ArrayList<>();
  private final Thread thread = Thread.currentThread();

  /** A record that is written, and why the dead letter queue gets a copy of it. */
  private record Copy(Origin origin, String reason) {}

  /**
   * @param system the target's name, for messages
   * @param reporter null if Connect has none, so that a bad record stops the task
   * @param tolerated whether {@code errors.tolerance=all}
   * @param waiting those of the task
   */
  public ErrantRecords(
      String system,
      ErrantRecordReporter reporter,
      boolean tolerated,
      SinkMetrics metrics,
      WaitingRecords waiting) {
    this.system = system;
    this.reporter = reporter;
    this.tolerated = tolerated;
    this.metrics = metrics;
    this.waiting = waiting;
  }

  public void add(BadRecordException record) {
    records.add(record);
  }

  boolean isEmpty() {
    return records.isEmpty() && copies.isEmpty();
  }

  /** Nothing is decided about the records. */
  void clear() {
    records.clear();
    copies.clear();
  }

  /** Adds a record that the target refuses. */
  public void refused(Origin origin, RequestException reason) {
    add(new BadRecordException(origin, system + " refuses it, " + reason.getMessage()));
  }

  /**
   * Lets the changes of a key wait for other rows, instead of refusing the last one.
   *
   * @param bytes about the size that they take
   * @return false if it has waited long enough
   */
  public boolean postpone(List<Change> changes, long bytes) {
    return waiting.postpone(changes, bytes);
  }

  /** Adds a record that is left out on purpose: it is reported if that does not stop the task. */
  public void addIfTolerated(BadRecordException record) {
    if (tolerated && reporter != null) {
      records.add(record);
    }
  }

  /** Adds a record that is written; the dead letter queue gets a copy of it. */
  public void addCopy(Origin origin, String reason) {
    copies.add(new Copy(origin, reason));
  }

  /**
   * Hands the records over to Connect, which waits until the dead letter queue has them before it
   * commits offsets.
   *
   * @throws ConnectException if bad records are not tolerated
   * @throws IllegalStateException if there are any, and this isn't the task's thread
   */
  public void report() {
    if (!isEmpty()) {
      requireTask();
    }
    if (!records.isEmpty()) {
      reportUnwritten();
    }
    if (reporter != null) {
      copies.forEach(
          copy -> reporter.report(copy.origin().record(), new DataException(copy.reason())));
    }
    copies.clear();
  }

  /**
   * Called before what is to be done once for a put that fails.
   *
   * @throws IllegalStateException if this isn't the task's thread, which writes the put again
   */
  public void requireTask() {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException("The task's thread has to do this.");
    }
  }

  private void reportUnwritten() {
    BadRecordException first = records.get(0);
    if (reporter == null) {
      throw new ConnectException(
          first.getMessage()
              + " Set errors.tolerance=all and a dead letter queue to continue without such"
              + " records.",
          first);
    }
    for (BadRecordException record : records) {
      reporter.report(record.origin().record(), record);
    }
    metrics.errant(records.size(), first.getMessage());
    LOG.warn("Reported {} records that can't be written. {}", records.size(), first.getMessage());
    records.clear();
  }
}
