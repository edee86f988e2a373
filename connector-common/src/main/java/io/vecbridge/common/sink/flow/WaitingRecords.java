// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import io.vecbridge.common.sink.event.SourceName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guarantees that a record is not refused for a state of other rows that a later record ends: rows
 * of one table are spread over partitions, tasks and puts, so the row that still owns a unique
 * value, or the parent that is still missing, can be ahead or late.
 *
 * <p>Such a record waits: it precedes the records of each later put, so that a later change of its
 * key takes its place, and no offset after it is committed, so that it is not lost with the task.
 * It waits for half a minute and several puts at least, then it is refused. So is a record at once
 * that would be one too many: memory is bounded.
 */
public final class WaitingRecords {
  private static final Logger LOG = LoggerFactory.getLogger(WaitingRecords.class);

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int LEAST_TRIES = 5;
  private static final int MOST_RECORDS = 1_000;
  private static final long MOST_BYTES = 16 * 1024 * 1024;

  private final LongSupplier nanoClock;
  private Map<SinkRecord, Waiting> waiting = new IdentityHashMap<>();
  private List<Waiting> postponed = new ArrayList<>();
  private List<Waiting> inOrder = List.of();
  private long bytes;

  /**
   * @param nanoClock such as {@code System::nanoTime}
   */
  public WaitingRecords(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  boolean isEmpty() {
    return inOrder.isEmpty();
  }

  /** A put begins: its records, after those that wait. */
  Collection<SinkRecord> before(Collection<SinkRecord> records) {
    postponed = new ArrayList<>();
    bytes = 0;
    if (inOrder.isEmpty()) {
      return records;
    }
    List<SinkRecord> all = records();
    all.addAll(records);
    return all;
  }

  List<SinkRecord> records() {
    List<SinkRecord> records = new ArrayList<>();
    inOrder.forEach(each -> records.add(each.change.origin().record()));
    return records;
  }

  /**
   * Lets the changes of a key wait, of which the last one is refused.
   *
   * @param size about the bytes that they take
   * @return false if the last one has waited long enough, or if too many wait already
   */
  boolean postpone(List<Change> changes, long size) {
    long now = nanoClock.getAsLong();
    Waiting last = again(changes.get(changes.size() - 1), now);
    boolean longEnough = last.tries > LEAST_TRIES && now - last.since > PATIENCE_NANOS;
    if (longEnough
        || postponed.size() + changes.size() > MOST_RECORDS
        || bytes + size > MOST_BYTES) {
      return false;
    }
    bytes += size;
    for (Change change : changes) {
      postponed.add(again(change, now));
    }
    return true;
  }

  private Waiting again(Change change, long now) {
    Waiting known = waiting.get(change.origin().record());
    return known == null
        ? new Waiting(change, now, 1)
        : new Waiting(change, known.since, known.tries + 1);
  }

  /** A table is emptied, so nothing before that waits for it. */
  void truncated(SourceName source) {
    postponed.removeIf(each -> each.change.source().equals(source));
  }

  /** The put is written: what was postponed in it waits in its order, nothing else does. */
  void settle() {
    if (!postponed.isEmpty() && inOrder.isEmpty()) {
      LOG.warn(
          "{} records wait for other rows that own their unique values or are their parents, the"
              + " first one at {}.",
          postponed.size(),
          postponed.get(0).change.origin());
    }
    postponed.sort(Waiting.IN_ORDER);
    keep(postponed);
  }

  /** Another task gets the partitions, with the records that wait. */
  void revoked(Collection<TopicPartition> partitions) {
    keep(inOrder.stream().filter(each -> !partitions.contains(each.partition())).toList());
  }

  /** A partition is read from an offset on again, with the records that wait there. */
  void blocked(TopicPartition partition, long offset) {
    keep(
        inOrder.stream()
            .filter(
                each ->
                    !each.partition().equals(partition) || each.change.origin().offset() < offset)
            .toList());
  }

  /** The offsets that can be committed: none after a record that waits. */
  Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> current) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(current);
    for (Waiting each : inOrder) {
      HeldOffsets.hold(offsets, each.partition(), each.change.origin().offset());
    }
    return offsets;
  }

  private void keep(List<Waiting> kept) {
    inOrder = List.copyOf(kept);
    waiting = new IdentityHashMap<>();
    kept.forEach(each -> waiting.put(each.change.origin().record(), each));
  }

  private record Waiting(Change change, long since, int tries) {
    /**
     * By offset within a partition: if several of its records can't be written, it is rewound to
     * the one that comes first here.
     */
    static final Comparator<Waiting> IN_ORDER =
        Comparator.comparing((Waiting each) -> each.change.origin().topic())
            .thenComparing(each -> each.change.origin().partition())
            .thenComparing(each -> each.change.origin().offset());

    TopicPartition partition() {
      Origin origin = change.origin();
      return new TopicPartition(origin.topic(), origin.partition());
    }
  }
}
