// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import io.vecbridge.common.rate.PageSize;

/**
 * What the snapshots of one task may take together, however many collections there are: a few of
 * them read at a time, and the pages that they have requested or hold have so many bytes at most.
 * One page is always allowed. Used by several threads, none of which waits.
 */
public final class SnapshotBudget {
  private final int maxConcurrent;
  private final long maxBytes;
  private int reading;
  private long bytes;

  /**
   * A budget of which nothing is taken.
   *
   * @param maxConcurrent how many snapshots read at a time
   * @param maxBytes of all pages
   */
  public SnapshotBudget(int maxConcurrent, long maxBytes) {
    this.maxConcurrent = maxConcurrent;
    this.maxBytes = maxBytes;
  }

  /**
   * A budget of one snapshot that reads one page ahead, so that a rate limit is not exceeded by
   * more than that.
   */
  public static SnapshotBudget underRateLimit() {
    return new SnapshotBudget(1, 2L * PageSize.TARGET_BYTES);
  }

  /** Lets one more snapshot read, if it may. */
  synchronized boolean enter() {
    if (reading >= maxConcurrent) {
      return false;
    }
    reading++;
    return true;
  }

  /** A snapshot that was let in reads no more. */
  synchronized void leave() {
    reading--;
  }

  /** Takes the bytes of a page that is about to be requested, if they are there. */
  synchronized boolean reserve(long page) {
    if (bytes > 0 && bytes + page > maxBytes) {
      return false;
    }
    bytes += page;
    return true;
  }

  /** A page turned out to have so many more bytes than were taken, or fewer if negative. */
  synchronized void correct(long more) {
    bytes += more;
  }

  /** Gives bytes back. */
  void release(long page) {
    correct(-page);
  }
}
