// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import java.time.Instant;

/**
 * How far a snapshot of one collection is, for metrics.
 *
 * @param rows rows read since {@code started}
 * @param estimatedRows what Milvus says the collection holds; deleted rows may count too
 * @param bytes bytes read since {@code started}
 * @param lastKey key of the last row; null before the first one
 */
public record SnapshotProgress(
    Instant started, long rows, long estimatedRows, long bytes, Object lastKey) {

  /** A snapshot that begins, or goes on, now. */
  public static SnapshotProgress start(Instant now, long estimatedRows, Object lastKey) {
    return new SnapshotProgress(now, 0, estimatedRows, 0, lastKey);
  }

  /** The progress with one more page. */
  public SnapshotProgress plus(Page page) {
    return new SnapshotProgress(
        started, rows + page.rows(), estimatedRows, bytes + page.bytes(), page.lastKey());
  }
}
