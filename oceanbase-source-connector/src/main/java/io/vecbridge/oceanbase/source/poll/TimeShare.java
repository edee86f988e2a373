// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

/**
 * A part of the time for work whose amount isn't known beforehand: after some of it took a while,
 * several times as long goes by before the next of it is due. For one thread.
 */
final class TimeShare {
  private final int pause;
  private long freeAt;

  /**
   * @param parts the work takes one of so many parts of the time
   * @param now nanoseconds of a monotonic clock, as everywhere here
   */
  TimeShare(int parts, long now) {
    this.pause = parts - 1;
    this.freeAt = now;
  }

  /** Whether the work is due. */
  boolean isFree(long now) {
    return now - freeAt >= 0;
  }

  /** Some of the work was done, which took so long. */
  void spent(long nanos, long now) {
    freeAt = Math.max(freeAt, now) + pause * nanos;
  }
}
