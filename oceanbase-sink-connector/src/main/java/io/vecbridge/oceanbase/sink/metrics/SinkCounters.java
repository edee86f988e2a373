// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.metrics;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What a task has done since its start: the one place that counts. Written by the task's thread,
 * read by any.
 */
public final class SinkCounters {
  private final AtomicLong upserts = new AtomicLong();
  private final AtomicLong deletes = new AtomicLong();
  private final AtomicLong truncates = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private final AtomicLong errant = new AtomicLong();
  private final AtomicLong conflicts = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong tablesCreated = new AtomicLong();
  private final AtomicLong tablesAltered = new AtomicLong();

  /** Counts what a transaction has committed. */
  public void written(long upsertedRows, long deletedKeys) {
    upserts.addAndGet(upsertedRows);
    deletes.addAndGet(deletedKeys);
  }

  public void truncated() {
    truncates.incrementAndGet();
  }

  /** Counts a record that the configuration leaves out. */
  public void skipped() {
    skipped.incrementAndGet();
  }

  /** Counts records that were reported because they can't be written. */
  public void errant(long records) {
    errant.addAndGet(records);
  }

  /** Counts snapshot rows that met a row from before the pipeline. */
  public void conflicts(long rows) {
    conflicts.addAndGet(rows);
  }

  public void retried() {
    retries.incrementAndGet();
  }

  public void tableCreated() {
    tablesCreated.incrementAndGet();
  }

  public void tableAltered() {
    tablesAltered.incrementAndGet();
  }

  /** The counts as they are now. */
  public Snapshot snapshot() {
    return new Snapshot(
        upserts.get(),
        deletes.get(),
        truncates.get(),
        skipped.get(),
        errant.get(),
        conflicts.get(),
        retries.get(),
        tablesCreated.get(),
        tablesAltered.get());
  }

  /** Counts at one moment. */
  public record Snapshot(
      long upserts,
      long deletes,
      long truncates,
      long skipped,
      long errant,
      long conflicts,
      long retries,
      long tablesCreated,
      long tablesAltered) {}
}
