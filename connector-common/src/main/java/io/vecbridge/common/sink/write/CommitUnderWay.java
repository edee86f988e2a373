// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.sink.flow.Assignment;
import io.vecbridge.common.sink.flow.HeldOffsets;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.common.sink.flow.PutFlow.Put;
import io.vecbridge.common.sink.write.PutWriter.Commit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Guarantees that a put which has returned is committed, or else is written again before the next
 * one, and that none of its offsets is committed before it is.
 *
 * <p>Connect reads and converts records on the task's thread, which takes as long as the target
 * takes to write them. So a large put returns while a thread of its own has its last statements
 * executed and committed. Whatever Connect calls next waits for that first, so the target never
 * serves two threads, and one put at most is under way.
 *
 * <p>A commit that fails, for whatever reason, says nothing: its records are written again by the
 * task's thread, which then fails in the same way, and does what is to be done about it. What made
 * it fail can be in every put, such as rows whose conflicts are reported, so the next hundred puts
 * return when they are committed. So does the one after a slow commit: two of them have to fit into
 * the time of a put.
 */
public final class CommitUnderWay {
  private static final Logger LOG = LoggerFactory.getLogger(CommitUnderWay.class);

  private static final Duration CLOSING = Duration.ofSeconds(3);

  /** A smaller put means that Connect has no more records at the time. */
  private static final int LARGE_PUT = 500;

  /** How many puts are committed when they return after a commit that failed. */
  private static final int PUTS_AFTER_FAILURE = 100;

  private final int leastRecords;
  private final ExecutorService executor;
  private Put put;
  private Collection<SinkRecord> committing;
  private Future<Boolean> commit;
  private Collection<SinkRecord> owed = List.of();
  private boolean quick = true;
  private int waits;

  /**
   * @param leastRecords how many records a put has that returns before it is committed
   * @param executor carries out one commit after the other
   */
  public CommitUnderWay(int leastRecords, ExecutorService executor) {
    this.leastRecords = leastRecords;
    this.executor = executor;
  }

  /** Of one task, with a thread of its own. */
  public static CommitUnderWay ofLargePuts() {
    return new CommitUnderWay(
        LARGE_PUT,
        Executors.newSingleThreadExecutor(
            task -> {
              // With what tells the task's lines in the log apart.
              Map<String, String> context = MDC.getCopyOfContextMap();
              Runnable logged =
                  () -> {
                    MDC.setContextMap(context == null ? Map.of() : context);
                    task.run();
                  };
              Thread thread = new Thread(logged, Thread.currentThread().getName() + "-commit");
              thread.setDaemon(true);
              return thread;
            }));
  }

  /** Whether a put of so many records may return before it is committed. */
  boolean isPossible(int size) {
    return size >= leastRecords && quick && waits == 0 && owed.isEmpty();
  }

  /** Begins a commit; none is under way. */
  void begin(Put committed, Collection<SinkRecord> records, Commit last) {
    commit = executor.submit(last::isDone);
    put = committed;
    committing = records;
  }

  boolean isUnderWay() {
    return commit != null;
  }

  /** Whether a commit is under way that would be waited for. */
  boolean isBusy() {
    return commit != null && !commit.isDone();
  }

  /**
   * Waits for the commit that is under way, if there is one.
   *
   * @return false if it has failed and is to be undone
   * @throws InterruptedException if it is still under way
   */
  boolean settle() throws InterruptedException {
    if (commit == null) {
      return true;
    }
    boolean undone = true;
    try {
      owed = commit.get() ? List.of() : committing;
    } catch (ExecutionException e) {
      LOG.debug("{} records could not be committed, and are written again.", committing.size(), e);
      owed = committing;
      undone = false;
    }
    commit = null;
    committing = null;
    try (Put over = put) {
      put = null;
      if (owed.isEmpty()) {
        over.written();
        written(over.deadline());
      } else {
        waits = PUTS_AFTER_FAILURE;
      }
    }
    return undone;
  }

  /** A put is committed. */
  void written(PutDeadline deadline) {
    quick = deadline.isFar();
    waits = Math.max(0, waits - 1);
  }

  /** What Connect delivers, after what is to be written again. */
  Collection<SinkRecord> before(Collection<SinkRecord> delivered) {
    if (owed.isEmpty()) {
      return delivered;
    }
    List<SinkRecord> all = new ArrayList<>(owed);
    all.addAll(delivered);
    return all;
  }

  /** Whether a put is to be written again. */
  boolean owes() {
    return !owed.isEmpty();
  }

  /** Those of the records that are to be written again: a put of their own, for the time it has. */
  Collection<SinkRecord> owed(Collection<SinkRecord> records) {
    Set<SinkRecord> again = again();
    return records.stream().filter(again::contains).toList();
  }

  /** What was to be written again is written; these of the records are left. */
  Collection<SinkRecord> paid(Collection<SinkRecord> records) {
    Set<SinkRecord> again = again();
    owed = List.of();
    return records.stream().filter(record -> !again.contains(record)).toList();
  }

  private Set<SinkRecord> again() {
    Set<SinkRecord> again = Collections.newSetFromMap(new IdentityHashMap<>());
    again.addAll(owed);
    return again;
  }

  /** Another task gets the partitions. */
  void revoked(Collection<TopicPartition> partitions) {
    owed =
        owed.stream().filter(record -> !partitions.contains(Assignment.partition(record))).toList();
  }

  /** The offsets that can be committed: none after a record that is to be written again. */
  Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> current) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(current);
    for (SinkRecord record : owed) {
      HeldOffsets.hold(offsets, Assignment.partition(record), record.originalKafkaOffset());
    }
    return offsets;
  }

  /** Closes the target after the commit that is under way, for which it waits some seconds. */
  void close(Runnable target) {
    if (!isBusy()) {
      executor.shutdown();
      target.run();
      return;
    }
    executor.execute(target);
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The last commit still runs; the connection is closed after it.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
