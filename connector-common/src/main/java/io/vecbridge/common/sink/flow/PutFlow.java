// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTime;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.sink.metrics.SinkProgress;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * What surrounds the writing of each put: keeps the rate limits and the deadline, backs off while
 * the target is unavailable, and updates the metrics.
 */
public final class PutFlow {
  // How long Connect waits at most for more records before records that wait are tried again.
  private static final long WAITING_MILLIS = 1_000;

  // How long at most before the end of a commit that is under way is noticed.
  private static final long COMMIT_MILLIS = 10;

  private final String system;
  private final PutSettings settings;
  private final SinkTaskContext context;
  private final Assignment assignment;
  private final BlockedPartitions blocked;
  private final Pacing pacing;
  private final PutFailures failures;
  private final SinkMetrics metrics;
  private final SinkProgress progress;
  private final WaitingRecords waiting;
  private final UnpreparedTables unprepared;
  private final LongSupplier nanoClock;

  /** The first record of the latest put. */
  private SinkRecord begun;

  /**
   * @param system the target's name, for messages
   * @param nanoClock such as {@code System::nanoTime}
   */
  public PutFlow(
      String system,
      PutSettings settings,
      SinkTaskContext context,
      SinkMetrics metrics,
      LongSupplier nanoClock) {
    this.system = system;
    this.settings = settings;
    this.context = context;
    this.assignment = new Assignment(context);
    PausedPartitions paused = new PausedPartitions(context);
    this.blocked = new BlockedPartitions(context, paused, settings.retry(), metrics, nanoClock);
    this.pacing = new Pacing(context, paused, settings.limits(), nanoClock);
    this.failures = new PutFailures(system, settings.retry(), context, metrics, nanoClock);
    this.metrics = metrics;
    this.progress = metrics.progress();
    this.waiting = new WaitingRecords(nanoClock);
    this.unprepared = new UnpreparedTables(settings.retry(), metrics, nanoClock);
    this.nanoClock = nanoClock;
  }

  /**
   * The records of a put that are to be written.
   *
   * @throws RetriableException if the rate limits don't let records pass yet
   */
  public Collection<SinkRecord> admitted(Collection<SinkRecord> delivered) {
    Collection<SinkRecord> records = blocked.withoutPaused(assignment.owned(delivered));
    if (waiting.isEmpty() && unprepared.isEmpty()) {
      failures.delivered(records);
    }
    pacing.beforeWrite(records);
    progress.rateLimited(pacing.isWaiting());
    if (records.isEmpty() && !pacing.isWaiting()) {
      resume();
    }
    return records;
  }

  /** The admitted records that can still be written after others of them. */
  public Collection<SinkRecord> unblocked(Collection<SinkRecord> admitted) {
    return blocked.unblocked(admitted);
  }

  /** Whether there is nothing to do, neither for the records of a put nor for those that wait. */
  public boolean isIdle(Collection<SinkRecord> records) {
    return records.isEmpty() && waiting.isEmpty() && unprepared.due().isEmpty();
  }

  /** Resumes what is to be tried again, and lets Connect wait for records until the next try. */
  private void resume() {
    long next = Math.min(blocked.resume(), unprepared.nextMillis());
    if (!waiting.isEmpty()) {
      next = Math.min(next, WAITING_MILLIS);
    }
    if (next < Long.MAX_VALUE) {
      context.timeout(next);
    }
    report();
  }

  private void report() {
    metrics.blockedTables(
        Stream.concat(blocked.tables().stream(), unprepared.tables().stream())
            .collect(Collectors.toSet()),
        Stream.concat(blocked.texts().stream(), unprepared.texts().stream()).toList());
  }

  /** The time for one call of Connect, which begins now. */
  public PutDeadline deadline() {
    return new PutDeadline(settings.putTimeout(), nanoClock);
  }

  /** Begins a put; it is closed whether it is written or not. */
  public Put begin(Collection<SinkRecord> records, PutDeadline deadline) {
    progress.begin();
    begun = first(records).orElse(null);
    return new Put(records, deadline);
  }

  /** Whether nothing is to be done between a put and the next one. */
  public boolean isPlain() {
    return waiting.isEmpty()
        && unprepared.isEmpty()
        && blocked.isEmpty()
        && !settings.limits().areLimited();
  }

  /** Lets Connect ask again soon, though no records may have come by then. */
  public void awaitCommit() {
    context.timeout(COMMIT_MILLIS);
  }

  /** The first record of a put: of those that it brings, that wait, or that are applied again. */
  private Optional<SinkRecord> first(Collection<SinkRecord> records) {
    return records.isEmpty()
        ? Stream.concat(waiting.records().stream(), unprepared.records().stream()).findFirst()
        : Optional.of(records.iterator().next());
  }

  /** The tables whose schema change events were kept here, and are another task's by now. */
  public Set<SourceName> lostTables() {
    return unprepared.lost(context::assignment);
  }

  /** The offsets that can be committed, of those that Connect has delivered. */
  public Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> current) {
    return unprepared.committable(blocked.committable(waiting.committable(current)));
  }

  /** Another task gets the partitions. */
  public void revoked(Collection<TopicPartition> partitions) {
    assignment.revoked(partitions);
    waiting.revoked(partitions);
    blocked.revoked(partitions);
    unprepared.revoked(partitions);
    report();
  }

  /** Asks Connect to deliver the records again later, though nothing has failed. */
  public void pause(String phase, Duration pause) {
    progress.hindered(phase);
    context.timeout(pause.toMillis());
  }

  /** What to throw after a failure to write records: retriable if they are to be tried again. */
  public ConnectException failed(
      Collection<SinkRecord> records, RequestException failure, FailureScope scope) {
    // What was to be applied again can be done, and the put have failed after it.
    return failures.failed(first(records).orElse(begun), failure, scope);
  }

  /** What to throw after an interruption. */
  public RetriableException interrupted(InterruptedException cause) {
    return failures.interrupted(cause);
  }

  /** One put: its records, its deadline, its errant records, and what was written of it. */
  public final class Put implements AutoCloseable {
    private final Collection<SinkRecord> delivered;
    private final Collection<SinkRecord> records;
    private final PutDeadline deadline;
    private final ErrantRecords errant;
    private final BlockedRecords blockedRecords = new BlockedRecords();
    private final PutCounts counts = new PutCounts();
    private long committedAt = nanoClock.getAsLong();

    private Put(Collection<SinkRecord> delivered, PutDeadline deadline) {
      this.delivered = delivered;
      this.records = waiting.before(delivered);
      this.deadline = deadline;
      this.errant =
          new ErrantRecords(
              system, context.errantRecordReporter(), settings.tolerated(), metrics, waiting);
    }

    /** What Connect delivers, after the records that wait. */
    public Collection<SinkRecord> records() {
      return records;
    }

    public PutDeadline deadline() {
      return deadline;
    }

    public ErrantRecords errant() {
      return errant;
    }

    /** Whether a table that can't be written lets the others continue. */
    public boolean isolates() {
      return !settings.objectFailures().failsTask();
    }

    /** The tables of schema change events that can't be created or extended. */
    public UnpreparedTables unprepared() {
      return unprepared;
    }

    /** What waits because its table can't be written. */
    public BlockedRecords blocked() {
      return blockedRecords;
    }

    /** Whether nothing of it has failed so far. */
    public boolean isPlain() {
      return errant.isEmpty() && blockedRecords.number() == 0;
    }

    /** The records are written from the first one on again: nothing of them is decided. */
    public void restart() {
      errant.clear();
      blockedRecords.clear();
      waiting.before(delivered);
      counts.restart();
    }

    /** A row or a key of a batch is committed. */
    public void committed(Change change, long size) {
      counts.committed(change, size);
    }

    /** A batch is committed: charges the rate limits. */
    public void committed() {
      counts.charge(settings.limits(), progress);
      committedAt = nanoClock.getAsLong();
    }

    /** The configuration leaves a record out. */
    public void skipped() {
      counts.skipped();
    }

    /** All rows of a target are removed. */
    public void truncated(SourceName source) {
      waiting.truncated(source);
      counts.truncated(source);
    }

    /** All of the put's records are written, but for those that wait. */
    public void written() {
      failures.written();
      long written = Math.max(0, delivered.size() - blockedRecords.number());
      metrics.read(written);
      counts.report(metrics);
      progress.committed(written, committedAt);
      waiting.settle();
      blockedRecords.failures().forEach((each, failure) -> waiting.blocked(each, failure.offset()));
      blocked.settle(records, blockedRecords.failures());
      resume();
      pacing.afterWrite();
      progress.rateLimited(pacing.isWaiting());
    }

    /** The put is over, whether it was written or not. */
    @Override
    public void close() {
      long sourceMillis = SourceTime.ofLast(delivered);
      if (sourceMillis >= 0) {
        progress.reached(sourceMillis);
      }
    }
  }
}
