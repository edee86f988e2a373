// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells since when an index that shows is there to stay. The server shows an index as valid while
 * it is being built, and takes it back some seconds after the build has lost its session. So one
 * that shows when a task begins, or when its partitions change, may be what another task has left:
 * it counts {@value #SECONDS} s later.
 */
final class Settling {
  static final int SECONDS = 10;

  private final Supplier<Set<TopicPartition>> assignment;
  private final LongSupplier nanoClock;
  private Set<TopicPartition> assigned;
  private long overAt;

  /**
   * @param assignment the partitions that the task reads
   */
  Settling(Supplier<Set<TopicPartition>> assignment, LongSupplier nanoClock) {
    this.assignment = assignment;
    this.nanoClock = nanoClock;
  }

  /** Whether what shows is there to stay. */
  boolean isOver() {
    Set<TopicPartition> now = Set.copyOf(assignment.get());
    if (!now.equals(assigned)) {
      assigned = now;
      overAt = nanoClock.getAsLong() + TimeUnit.SECONDS.toNanos(SECONDS);
    }
    return nanoClock.getAsLong() - overAt >= 0;
  }

  /** The task itself leaves builds that show. */
  void restart() {
    assigned = null;
  }
}
