// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guarantees that a task writes no record of a partition that it has lost: its new owner may have
 * written later changes of the same rows. Connect itself removes such records from a batch that it
 * delivers again, but looks for them by the topic that they have after the transformations, so it
 * keeps those that a transformation has renamed.
 */
public final class Assignment {
  private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);

  private final SinkTaskContext context;

  /** The last put, which Connect delivers again if it fails. */
  private Collection<SinkRecord> last = List.of();

  /** Those of its records whose partition was lost, perhaps only for a while. */
  private final Set<SinkRecord> lost = Collections.newSetFromMap(new IdentityHashMap<>());

  Assignment(SinkTaskContext context) {
    this.context = context;
  }

  /** The records of assigned partitions: usually all, and then the given collection itself. */
  Collection<SinkRecord> owned(Collection<SinkRecord> records) {
    last = records;
    if (records.isEmpty()) {
      lost.clear();
      return records;
    }
    Set<TopicPartition> assigned = context.assignment();
    List<SinkRecord> owned = new ArrayList<>(records.size());
    SinkRecord before = null;
    boolean isAssigned = false;
    for (SinkRecord record : records) {
      // Records of one partition come in a row, so few partitions are looked up.
      if (before == null || !ofSamePartition(before, record)) {
        isAssigned = assigned.contains(partition(record));
        before = record;
      }
      if (isAssigned && (lost.isEmpty() || !lost.contains(record))) {
        owned.add(record);
      }
    }
    if (owned.size() == records.size()) {
      lost.clear();
      return records;
    }
    LOG.info(
        "Left {} records to the new owners of their partitions.", records.size() - owned.size());
    return owned;
  }

  /** Another task gets the partitions, and can have written them when they come back. */
  void revoked(Collection<TopicPartition> partitions) {
    for (SinkRecord record : last) {
      if (partitions.contains(partition(record))) {
        lost.add(record);
      }
    }
  }

  /** The partition that a record was read from, whatever transformations did to its topic. */
  public static TopicPartition partition(SinkRecord record) {
    return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
  }

  private static boolean ofSamePartition(SinkRecord one, SinkRecord other) {
    return one.originalKafkaPartition().equals(other.originalKafkaPartition())
        && one.originalTopic().equals(other.originalTopic());
  }
}
