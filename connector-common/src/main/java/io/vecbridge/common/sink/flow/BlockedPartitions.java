// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import io.vecbridge.common.rate.Backoff;
import io.vecbridge.common.sink.config.RetryConfig;
import io.vecbridge.common.sink.flow.BlockedRecords.Failure;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guarantees that a table or collection that can't be written holds up only the partitions that
 * carry its records, and that nothing of it is lost or skipped. Such a partition is paused and
 * rewound to the first record that is not written, no later offset is committed, and it is tried
 * again after a back-off. Other tables in the same partition wait with it; all other partitions
 * continue.
 */
final class BlockedPartitions {
  private static final Logger LOG = LoggerFactory.getLogger(BlockedPartitions.class);

  private final SinkTaskContext context;
  private final PausedPartitions paused;
  private final RetryConfig retry;
  private final SinkMetrics metrics;
  private final LongSupplier nanoClock;
  private final Map<TopicPartition, Blocked> blocked = new LinkedHashMap<>();

  /**
   * The records of the last put that follow one which it could not write. If the rest of the put
   * fails, Connect delivers them again before those that it reads from the rewound partition.
   */
  private final Set<SinkRecord> following = Collections.newSetFromMap(new IdentityHashMap<>());

  BlockedPartitions(
      SinkTaskContext context,
      PausedPartitions paused,
      RetryConfig retry,
      SinkMetrics metrics,
      LongSupplier nanoClock) {
    this.context = context;
    this.paused = paused;
    this.retry = retry;
    this.metrics = metrics;
    this.nanoClock = nanoClock;
  }

  boolean isEmpty() {
    return blocked.isEmpty();
  }

  /**
   * The records without those of partitions that have to wait longer, and those that come again.
   */
  Collection<SinkRecord> withoutPaused(Collection<SinkRecord> records) {
    if (blocked.isEmpty() && following.isEmpty()) {
      return records;
    }
    Set<TopicPartition> waiting = waiting();
    Set<TopicPartition> rewound = new HashSet<>();
    List<SinkRecord> others = new ArrayList<>();
    boolean again = false;
    for (SinkRecord record : records) {
      TopicPartition partition = Assignment.partition(record);
      boolean follows = following.contains(record);
      again |= follows;
      if (follows || waiting.contains(partition)) {
        rewound.add(partition);
      } else {
        others.add(record);
      }
    }
    if (!again) {
      following.clear();
    }
    rewound.retainAll(blocked.keySet());
    rewound.forEach(partition -> context.offset(partition, blocked.get(partition).offset));
    return others;
  }

  /**
   * The records without those that follow one which was not written just now: they come again,
   * since their partition is rewound. Nothing was blocked before.
   */
  Collection<SinkRecord> unblocked(Collection<SinkRecord> records) {
    if (blocked.isEmpty()) {
      return records;
    }
    List<SinkRecord> others = new ArrayList<>();
    for (SinkRecord record : records) {
      Blocked known = blocked.get(Assignment.partition(record));
      if (known == null || record.originalKafkaOffset() <= known.offset) {
        others.add(record);
      } else {
        following.add(record);
      }
    }
    return others;
  }

  /**
   * Resumes the partitions that are to be tried again by now, or are blocked no longer.
   *
   * @return the milliseconds until the next one is to be tried again; those that are resumed have
   *     no time, since their records end Connect's waiting
   */
  long resume() {
    Set<TopicPartition> waiting = waiting();
    paused.some(waiting);
    long now = nanoClock.getAsLong();
    return waiting.stream()
        .mapToLong(each -> TimeUnit.NANOSECONDS.toMillis(blocked.get(each).retryAt - now) + 1)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /**
   * A put is written, but for the records from those places on.
   *
   * @param records all records of the put
   */
  void settle(Collection<SinkRecord> records, Map<TopicPartition, Failure> failures) {
    for (SinkRecord record : blocked.isEmpty() ? List.<SinkRecord>of() : records) {
      TopicPartition partition = Assignment.partition(record);
      Blocked known = blocked.get(partition);
      if (known != null
          && !failures.containsKey(partition)
          && record.originalKafkaOffset() >= known.offset) {
        blocked.remove(partition);
        LOG.info(
            "Topic {}, partition {} is written again.", partition.topic(), partition.partition());
      }
    }
    failures.forEach(this::block);
  }

  private void block(TopicPartition partition, Failure failure) {
    Blocked known = blocked.get(partition);
    Backoff backoff =
        known != null && known.offset == failure.offset()
            ? known.backoff
            : new Backoff(retry.backoff(), retry.backoffMax());
    long wait = backoff.failed().toMillis();
    long retryAt = nanoClock.getAsLong() + TimeUnit.MILLISECONDS.toNanos(wait);
    blocked.put(
        partition,
        new Blocked(failure.offset(), retryAt, backoff, failure.table(), failure.text(partition)));
    context.offset(partition, failure.offset());
    metrics.blocked(failure.reason());
    LOG.error(
        "{} Retrying in {} ms; all other partitions continue.", failure.text(partition), wait);
  }

  /** Another task gets the partitions. */
  void revoked(Collection<TopicPartition> partitions) {
    blocked.keySet().removeAll(partitions);
  }

  /** The offsets that can be committed: none after a record that is not written. */
  Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> current) {
    if (blocked.isEmpty()) {
      return current;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(current);
    blocked.forEach((partition, each) -> HeldOffsets.hold(offsets, partition, each.offset));
    return offsets;
  }

  private Set<TopicPartition> waiting() {
    long now = nanoClock.getAsLong();
    Set<TopicPartition> waiting = new HashSet<>();
    blocked.forEach(
        (partition, each) -> {
          if (each.retryAt - now > 0) {
            waiting.add(partition);
          }
        });
    return waiting;
  }

  /** The tables that can't be written. */
  List<String> tables() {
    return blocked.values().stream().map(Blocked::table).toList();
  }

  /** What the status shows. */
  List<String> texts() {
    return blocked.values().stream().map(Blocked::text).toList();
  }

  private record Blocked(long offset, long retryAt, Backoff backoff, String table, String text) {}
}
