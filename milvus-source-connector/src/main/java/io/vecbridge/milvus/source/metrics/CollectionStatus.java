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
    /** Its snapshot waits for those of other collections; its changes are followed. */
    QUEUED,
    /** Its snapshot can't be read, such as while it isn't loaded; its changes are followed. */
    WAITING,
    /** Its snapshot is read, and its changes are followed. */
    SNAPSHOT,
    /** Its changes are followed. */
    STREAMING,
    /** Nothing is left to do: {@code snapshot.mode=initial_only}. */
    ENDED,
    /** It was dropped or renamed in Milvus. */
    DROPPED,
    /** It can't be captured at present, and is tried again. */
    FAILED
  }

  private static final long UNKNOWN = -1;

  private volatile Phase phase = Phase.STREAMING;
  private volatile boolean complete = true;
  private volatile long rows;
  private volatile long estimated = UNKNOWN;
  private volatile long duplicates;
  private volatile long ttlSeconds;

  /** The collection enters another phase. */
  public void enter(Phase next) {
    phase = next;
  }

  /** A snapshot begins, or resumes, once it is its turn. */
  public void snapshotStarted() {
    complete = false;
    phase = Phase.QUEUED;
  }

  /** It is the snapshot's turn to be read. */
  public void reading() {
    if (phase == Phase.QUEUED) {
      phase = Phase.SNAPSHOT;
    }
  }

  /** Rows of the snapshot have been emitted; it can be read again. */
  public void snapshotRows(long more) {
    rows = rows + more;
    if (phase == Phase.WAITING) {
      phase = Phase.SNAPSHOT;
    }
  }

  /** Entities were found whose key another one has. */
  public void duplicates(long more) {
    duplicates = duplicates + more;
  }

  /** The snapshot is complete. */
  public void complete() {
    complete = true;
    phase = Phase.STREAMING;
  }

  /** Milvus's own count of the rows, in which deleted ones can be. */
  public void estimate(long all) {
    estimated = all;
  }

  /** Rows expire in Milvus after this time, which its log doesn't show; 0 if they don't. */
  public void expiresAfter(long seconds) {
    ttlSeconds = seconds;
  }

  /** {@link Phase} in lower case. */
  public String getPhase() {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The time after which rows expire in Milvus, while they stay in the target; 0 if they don't
   * expire.
   */
  public long getTtlSeconds() {
    return ttlSeconds;
  }

  /** Rows of the snapshot that were emitted since the start of the task. */
  public long getSnapshotRowsRead() {
    return rows;
  }

  /** About how many rows the collection had when its snapshot began; -1 if it isn't known. */
  public long getSnapshotRowsEstimated() {
    return estimated;
  }

  /**
   * Entities whose key another entity has, as far as pages of snapshots and upserts in the log show
   * them.
   */
  public long getDuplicateKeys() {
    return duplicates;
  }

  /**
   * Percent of the estimated rows that were read: 100 only once the snapshot is complete, -1 if it
   * isn't known.
   */
  public double getSnapshotProgress() {
    if (estimated == UNKNOWN) {
      return UNKNOWN;
    }
    if (complete) {
      return 100;
    }
    return estimated == 0 ? UNKNOWN : Math.min(99.9, 100.0 * rows / estimated);
  }
}
