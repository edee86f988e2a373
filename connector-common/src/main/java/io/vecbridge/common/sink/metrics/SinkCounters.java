// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.metrics;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What a task has done since its start: the one place that counts. Written by the task's thread,
 * read by any.
 */
public final class SinkCounters {
  private final AtomicLong records = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong upserts = new AtomicLong();
  private final AtomicLong deletes = new AtomicLong();
  private final AtomicLong truncates = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private final AtomicLong errant = new AtomicLong();
  private final AtomicLong conflicts = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong tablesCreated = new AtomicLong();
  private final AtomicLong tablesAltered = new AtomicLong();
  private volatile String lastError = "";

  /** Counts the records of a put that is committed. */
  public void read(long putRecords) {
    records.addAndGet(putRecords);
  }

  /** Counts what was written and acknowledged, and about the size of what it was made from. */
  public void written(long upsertedRows, long deletedKeys, long size) {
    bytes.addAndGet(size);
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

  /**
   * Counts records that were reported because they can't be written.
   *
   * @param sentence about one of them, without values
   */
  public void errant(long reported, String sentence) {
    errant.addAndGet(reported);
    lastError = sentence;
  }

  /** Counts snapshot rows that met a row from before the pipeline. */
  public void conflicts(long rows) {
    conflicts.addAndGet(rows);
  }

  /**
   * Counts a put that failed for a reason that time can mend.
   *
   * @param sentence the reason, without values
   */
  public void retried(String sentence) {
    lastError = sentence;
    retries.incrementAndGet();
  }

  public void tableCreated() {
    tablesCreated.incrementAndGet();
  }

  public void tableAltered() {
    tablesAltered.incrementAndGet();
  }

  /** The last failure that the task survived, or an empty text. */
  String lastError() {
    return lastError;
  }

  /** The counts as they are now. */
  public Snapshot snapshot() {
    return new Snapshot(
        records.get(),
        bytes.get(),
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
      long records,
      long bytes,
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
