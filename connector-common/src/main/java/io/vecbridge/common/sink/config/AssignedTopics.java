// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import io.vecbridge.common.sink.event.SourceName;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Guarantees that two tasks don't fill one target from two topics by accident. Each task meets only
 * the rows of its own partitions, but Kafka gives it partitions of each topic, whose names show
 * that the rows of other tasks would meet its own. Topics that appear later are looked at when
 * partitions of them are assigned.
 */
public final class AssignedTopics {
  private final Supplier<Set<TopicPartition>> assignment;
  private final Function<Collection<String>, SharedTargets> byName;
  private final String mappings;
  private Set<String> topics = Set.of();
  private SharedTargets targets = new SharedTargets();

  /**
   * @param assignment the partitions that the task reads
   * @param byName the targets that topics of these names have
   * @param mappings the option that maps tables one by one
   */
  public AssignedTopics(
      Supplier<Set<TopicPartition>> assignment,
      Function<Collection<String>, SharedTargets> byName,
      String mappings) {
    this.assignment = assignment;
    this.byName = byName;
    this.mappings = mappings;
  }

  /**
   * @throws ConnectException if a topic of another table leads to the target of this one
   */
  void check(Object target, SourceName source) {
    Set<String> assigned =
        assignment.get().stream().map(TopicPartition::topic).collect(Collectors.toSet());
    if (!assigned.equals(topics)) {
      targets = byName.apply(SubscribedTopics.withoutEvents(assigned));
      topics = assigned;
    }
    String refusal = targets.refusal(target, source, mappings);
    if (refusal != null) {
      throw new ConnectException(refusal);
    }
  }
}
