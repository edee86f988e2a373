// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.offset;

/**
 * How far a collection's snapshots are.
 *
 * @param queue those that have not ended; the first one is running
 * @param lastKey the last key that it has read: Long, String, or null before the first
 */
public record SnapshotPosition(SnapshotQueue queue, Object lastKey) {
  /** No snapshot is taken. */
  public static final SnapshotPosition NONE = startOf(SnapshotQueue.EMPTY);

  /** The snapshot of a collection's first start is to begin. */
  public static final SnapshotPosition INITIAL = startOf(SnapshotQueue.INITIAL);

  /** The first one of a queue is to begin. */
  public static SnapshotPosition startOf(SnapshotQueue queue) {
    return new SnapshotPosition(queue, null);
  }
}
