// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.repair;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** What a sink's task needs of a worker to write rows that come from no topic. */
final class RepairContext implements SinkTaskContext {
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);

  private final Map<String, String> options;
  private final Set<TopicPartition> partitions;
  private Duration pause = SHORTEST_PAUSE;

  RepairContext(Map<String, String> options, Set<TopicPartition> partitions) {
    this.options = options;
    this.partitions = partitions;
  }

  @Override
  public Map<String, String> configs() {
    return options;
  }

  @Override
  public Set<TopicPartition> assignment() {
    return partitions;
  }

  /** A row that can't be written ends the repair. */
  @Override
  public ErrantRecordReporter errantRecordReporter() {
    return null;
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    // Rows that the task gives back are compared again after the repair.
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    offset(Map.of(partition, offset));
  }

  @Override
  public void timeout(long timeoutMs) {
    pause = Duration.ofMillis(Math.max(SHORTEST_PAUSE.toMillis(), timeoutMs));
  }

  /** How long the task wants to wait before it gets the same records again. */
  Duration pause() {
    return pause;
  }

  @Override
  public void pause(TopicPartition... paused) {
    // No records come by themselves.
  }

  @Override
  public void resume(TopicPartition... resumed) {
    // No records come by themselves.
  }

  @Override
  public void requestCommit() {
    // There are no offsets.
  }
}
