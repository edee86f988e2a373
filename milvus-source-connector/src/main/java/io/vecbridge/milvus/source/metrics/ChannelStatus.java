// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.metrics;

/** The task's position in the log of one physical channel; read over JMX by its getters' names. */
public final class ChannelStatus {
  private final long position;
  private final long beginning;
  private final long end;
  private final long tickMillis;

  /**
   * A position in the log.
   *
   * @param position of the first record that is still needed
   * @param beginning position of the oldest record that the log still has
   * @param end position of the next record that will be written, as far as it is known
   * @param tickMillis the last time tick, in milliseconds since 1970 by Milvus's clock; 0 for none
   */
  public ChannelStatus(long position, long beginning, long end, long tickMillis) {
    this.position = position;
    this.beginning = beginning;
    this.end = Math.max(position, end);
    this.tickMillis = tickMillis;
  }

  /** Position of the first record that is still needed: from here a restart would read. */
  public long getPosition() {
    return position;
  }

  /** Position of the oldest record that the log still has. */
  public long getBeginning() {
    return beginning;
  }

  /** Position of the next record that will be written; asked for twice a minute. */
  public long getEnd() {
    return end;
  }

  /**
   * Records between the position and the beginning. If it falls to zero, the log's retention is
   * about to overtake the task.
   */
  public long getDistanceToBeginning() {
    return Math.max(0, position - beginning);
  }

  /** The last time tick, in milliseconds since 1970 by Milvus's clock; 0 before the first. */
  public long getLastTickMillis() {
    return tickMillis;
  }
}
