// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * The partitions that Connect is asked to pause: all of them for the rate limits, or those of a
 * table that can't be written. A partition is resumed when neither reason is left.
 */
final class PausedPartitions {
  private final SinkTaskContext context;
  private Set<TopicPartition> some = Set.of();
  private boolean all;
  private Set<TopicPartition> asked = Set.of();

  PausedPartitions(SinkTaskContext context) {
    this.context = context;
  }

  /** Pauses all partitions, or resumes those that nothing else pauses. */
  void all(boolean paused) {
    all = paused;
    apply();
  }

  /** Pauses these partitions, and resumes the others. */
  void some(Set<TopicPartition> paused) {
    if (!paused.isEmpty() || !some.isEmpty()) {
      some = Set.copyOf(paused);
      apply();
    }
  }

  private void apply() {
    Set<TopicPartition> assigned = context.assignment();
    Set<TopicPartition> wanted = new HashSet<>(all ? assigned : some);
    wanted.retainAll(assigned);
    Set<TopicPartition> resumed = new HashSet<>(asked);
    resumed.retainAll(assigned);
    resumed.removeAll(wanted);
    if (!wanted.isEmpty()) {
      // Also those that are paused already: Connect forgets those that it takes away in between.
      context.pause(wanted.toArray(new TopicPartition[0]));
    }
    if (!resumed.isEmpty()) {
      context.resume(resumed.toArray(new TopicPartition[0]));
    }
    asked = wanted;
  }
}
