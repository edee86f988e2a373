// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.metrics;

/**
 * What a task has written of one table or collection since its start. Written by the task's thread;
 * read by any, also over JMX, whose names are those of the getters.
 */
public final class TableStatus {
  private volatile long upserts;
  private volatile long deletes;
  private volatile long truncates;
  private volatile long bytes;
  private volatile long conflicts;
  private volatile long behindMillis = -1;
  private volatile boolean blocked;

  /** What a put has written of the table. */
  public record Written(long upserts, long deletes, long truncates, long bytes) {}

  TableStatus() {}

  void written(Written more) {
    upserts = upserts + more.upserts();
    deletes = deletes + more.deletes();
    truncates = truncates + more.truncates();
    bytes = bytes + more.bytes();
  }

  /** Counts snapshot rows that met a row from before the pipeline. */
  public void conflicts(long rows) {
    conflicts = conflicts + rows;
  }

  void behind(long millis) {
    behindMillis = Math.max(0, millis);
  }

  void blocked(boolean now) {
    blocked = now;
  }

  /** Rows inserted or overwritten; changes of one key within a put are one. */
  public long getUpserts() {
    return upserts;
  }

  /** Keys deleted, whether the row existed or not; as for upserts. */
  public long getDeletes() {
    return deletes;
  }

  public long getTruncates() {
    return truncates;
  }

  /** About the bytes that the rows take in statements or requests. */
  public long getBytes() {
    return bytes;
  }

  /** Snapshot rows whose key was in the table before the pipeline; 0 if that isn't looked up. */
  public long getConflicts() {
    return conflicts;
  }

  /**
   * From the last change in the source to its commit in the target; -1 before the first change that
   * has its time.
   */
  public long getMilliSecondsBehindSource() {
    return behindMillis;
  }

  /** Whether the table can't be written now, so that its partition waits. */
  public boolean isBlocked() {
    return blocked;
  }
}
