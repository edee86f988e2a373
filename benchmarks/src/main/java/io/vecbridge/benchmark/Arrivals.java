// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

/**
 * The rate at which rows come, once they come: the clock starts with the first of them, so the
 * start of a task or a consumer is left out, and those that came with the first are not counted.
 */
final class Arrivals {
  private final long expected;
  private final long deadline;
  private long rows;
  private long firstRows;
  private long began;
  private long ended;

  Arrivals(long expected, long withinSeconds) {
    this.expected = expected;
    this.deadline = System.nanoTime() + withinSeconds * 1_000_000_000;
  }

  /**
   * @throws IllegalStateException when the rows don't come in time
   */
  boolean expectsMore() {
    if (rows < expected && System.nanoTime() > deadline) {
      throw new IllegalStateException("Only " + rows + " of " + expected + " rows have come");
    }
    return rows < expected;
  }

  void saw(long more) {
    if (more == 0) {
      return;
    }
    ended = System.nanoTime();
    if (rows == 0) {
      began = ended;
      firstRows = more;
    }
    rows += more;
  }

  double rowsPerSecond() {
    return (rows - firstRows) * 1e9 / (ended - began);
  }
}
