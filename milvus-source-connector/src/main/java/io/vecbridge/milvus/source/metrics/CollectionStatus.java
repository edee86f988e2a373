// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.metrics;

import java.util.Locale;

/**
 * The progress of one collection. Written by the capture thread, except for the estimate; read by
 * any, also over JMX, whose names are those of the getters.
 */
public final class CollectionStatus {
  /** What is done with a collection. */
  public enum Phase {
    /** Its snapshot can't be read, such as while it isn't loaded; its changes are followed. */
    WAITING,
    /** Its snapshot is read, and its changes are followed. */
    SNAPSHOT,
    /** Its changes are followed. */
    STREAMING,
    /** Nothing is left to do: {@code snapshot.mode=initial_only}. */
    ENDED,
    /** It was dropped in Milvus. */
    DROPPED
  }

  private static final long UNKNOWN = -1;

  private volatile Phase phase = Phase.STREAMING;
  private volatile long rows;
  private volatile long estimated = UNKNOWN;

  /** The collection enters another phase. */
  public void enter(Phase next) {
    phase = next;
  }

  /** Rows of the snapshot have been emitted; it can be read again. */
  public void snapshotRows(long more) {
    rows = rows + more;
    if (phase == Phase.WAITING) {
      phase = Phase.SNAPSHOT;
    }
  }

  /** Milvus's own count of the rows, in which deleted ones can be. */
  public void estimate(long all) {
    estimated = all;
  }

  /** {@link Phase} in lower case. */
  public String getPhase() {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  /** Rows of the snapshot that were emitted since the start of the task. */
  public long getSnapshotRowsRead() {
    return rows;
  }

  /** About how many rows the collection had when its snapshot began; -1 if it isn't known. */
  public long getSnapshotRowsEstimated() {
    return estimated;
  }

  /** Percent of the estimated rows that were read: 100 at the end, -1 if it isn't known. */
  public double getSnapshotProgress() {
    return switch (phase) {
      case WAITING, SNAPSHOT -> estimated <= 0 ? UNKNOWN : Math.min(99.9, 100.0 * rows / estimated);
      case STREAMING, ENDED, DROPPED -> estimated == UNKNOWN ? UNKNOWN : 100;
    };
  }
}
