// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import io.vecbridge.common.rate.Backoff;
import io.vecbridge.common.sink.config.RetryConfig;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guarantees that a schema change event is not lost whose table can't be created or extended for a
 * reason of its own: rows without schemas need it. It is tried again after a back-off, until it
 * succeeds or the table's next event does, and no offset after it is committed. Its partition is
 * read on, since one topic carries the events of all tables. The same holds for an event of which
 * something is left to do, such as an index that is being built.
 */
public final class UnpreparedTables {
  private static final Logger LOG = LoggerFactory.getLogger(UnpreparedTables.class);

  private final RetryConfig retry;
  private final SinkMetrics metrics;
  private final LongSupplier nanoClock;
  private final Map<SourceName, Unprepared> tables = new LinkedHashMap<>();

  /** Whose events were revoked, with the partitions, which may come back at once. */
  private final Map<SourceName, TopicPartition> revoked = new LinkedHashMap<>();

  UnpreparedTables(RetryConfig retry, SinkMetrics metrics, LongSupplier nanoClock) {
    this.retry = retry;
    this.metrics = metrics;
    this.nanoClock = nanoClock;
  }

  /** What a schema change event says about one of its tables. */
  public record Event(SinkRecord record, SourceTable table) {}

  boolean isEmpty() {
    return tables.isEmpty();
  }

  /** Those that are to be tried again by now. */
  public List<Event> due() {
    long now = nanoClock.getAsLong();
    return tables.values().stream()
        .filter(each -> each.retryAt - now <= 0)
        .map(Unprepared::event)
        .toList();
  }

  /** The milliseconds until one is to be tried again. */
  long nextMillis() {
    long now = nanoClock.getAsLong();
    return tables.values().stream()
        .mapToLong(each -> TimeUnit.NANOSECONDS.toMillis(Math.max(0, each.retryAt - now)) + 1)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  List<SinkRecord> records() {
    return tables.values().stream().map(each -> each.event.record()).toList();
  }

  /**
   * A table can't be created or extended. An event that fails again before it is due counts once:
   * it is in a put that is written from its first record on again.
   */
  public void failed(Event event, String reason) {
    Unprepared known = tables.get(event.table().source());
    if (known != null
        && known.event.record() == event.record()
        && known.text != null
        && known.retryAt - nanoClock.getAsLong() > 0) {
      return;
    }
    String text = text(event, reason);
    long wait = keep(event, text);
    metrics.blocked(reason);
    LOG.error("{} Retrying in {} ms; all other tables continue.", text, wait);
  }

  /** A table is created or extended, and something is left to do. */
  public void unfinished(Event event) {
    keep(event, null);
  }

  private long keep(Event event, String text) {
    Unprepared known = tables.get(event.table().source());
    Backoff backoff =
        known == null ? new Backoff(retry.backoff(), retry.backoffMax()) : known.backoff;
    long wait = backoff.failed().toMillis();
    long retryAt = nanoClock.getAsLong() + TimeUnit.MILLISECONDS.toNanos(wait);
    tables.put(event.table().source(), new Unprepared(event, retryAt, backoff, text));
    return wait;
  }

  /** A table is as its last event says. */
  public void prepared(SourceTable table) {
    if (tables.remove(table.source()) != null) {
      LOG.info("Table {} is prepared.", table.source().text());
    }
  }

  /** Another task gets the partitions. */
  void revoked(Collection<TopicPartition> partitions) {
    tables.forEach(
        (table, each) -> {
          if (partitions.contains(each.partition())) {
            revoked.put(table, each.partition());
          }
        });
    tables.keySet().removeAll(revoked.keySet());
  }

  /**
   * The tables whose events were revoked since the last call and have not come back.
   *
   * @param assignment the partitions that the task reads
   */
  Set<SourceName> lost(Supplier<Set<TopicPartition>> assignment) {
    if (revoked.isEmpty()) {
      return Set.of();
    }
    revoked.values().removeIf(assignment.get()::contains);
    Set<SourceName> lost = Set.copyOf(revoked.keySet());
    revoked.clear();
    return lost;
  }

  /** The offsets that can be committed: none after an event whose table is not prepared. */
  Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> current) {
    if (tables.isEmpty()) {
      return current;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(current);
    for (Unprepared each : tables.values()) {
      HeldOffsets.hold(offsets, each.partition(), each.event.record().originalKafkaOffset());
    }
    return offsets;
  }

  /** The tables that can't be created or extended. */
  List<String> tables() {
    return tables.entrySet().stream()
        .filter(each -> each.getValue().text() != null)
        .map(each -> each.getKey().text())
        .toList();
  }

  /** What the status shows. */
  List<String> texts() {
    return tables.values().stream().map(Unprepared::text).filter(Objects::nonNull).toList();
  }

  private static String text(Event event, String reason) {
    SinkRecord record = event.record();
    return "Table "
        + event.table().source().text()
        + " can't be created or extended: "
        + reason
        + (reason.endsWith(".") ? "" : ".")
        + " The event at topic "
        + record.originalTopic()
        + ", partition "
        + record.originalKafkaPartition()
        + ", offset "
        + record.originalKafkaOffset()
        + " is tried again.";
  }

  /**
   * An event that is applied again.
   *
   * @param text null if nothing is wrong
   */
  private record Unprepared(Event event, long retryAt, Backoff backoff, String text) {
    TopicPartition partition() {
      return Assignment.partition(event.record());
    }
  }
}
