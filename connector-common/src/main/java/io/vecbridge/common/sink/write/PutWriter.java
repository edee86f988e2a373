// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.ColumnRenames;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.SinkEvent;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.flow.FailureScope;
import io.vecbridge.common.sink.flow.PutFlow.Put;
import io.vecbridge.common.sink.flow.UnpreparedTables;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guarantees that all of a put is written and committed, but for the partitions of a table that
 * can't be written, see {@link Put#blocked}. Redelivery is idempotent.
 *
 * <p>Records are converted before changes of one key are folded, so that a bad record does not hide
 * a good earlier one. What comes before a truncate is committed before it, what comes after it,
 * after.
 */
final class PutWriter<T extends Target> {
  private static final Logger LOG = LoggerFactory.getLogger(PutWriter.class);

  private final TargetSystem<T> system;
  private final EventReader events;
  private final ColumnRenames renames;
  private final boolean deleteEnabled;

  /** Targets that have failed in this put, or in a try of it that ended before it was written. */
  private final Map<Object, RuntimeException> failed = new HashMap<>();

  /**
   * @param deleteEnabled whether deletes and truncates are carried out
   */
  PutWriter(
      TargetSystem<T> system, EventReader events, ColumnRenames renames, boolean deleteEnabled) {
    this.system = system;
    this.events = events;
    this.renames = renames;
    this.deleteEnabled = deleteEnabled;
  }

  /** The last commit of a put, with the writing of its rows. */
  @FunctionalInterface
  interface Commit {
    /** Whether it is done; if not, targets have failed, and the put is to be written again. */
    boolean isDone() throws InterruptedException;
  }

  /** Takes over the last commit of a put. */
  @FunctionalInterface
  interface Later {
    /** Whether it is carried out later. */
    boolean takes(Commit commit);
  }

  /**
   * Writes a put.
   *
   * @param later is asked for the last commit
   */
  void write(Put put, Later later) throws InterruptedException {
    for (UnpreparedTables.Event event : put.unprepared().due()) {
      apply(put, event);
    }
    while (!isWritten(put, later)) {
      put.restart();
      system.begin(put.deadline());
    }
  }

  /** Whether the put is written without the targets that have failed; if not, more have failed. */
  private boolean isWritten(Put put, Later later) throws InterruptedException {
    PutBatch<T> batch = new PutBatch<>(failed);
    for (SinkRecord record : put.records()) {
      if (put.blocked().include(record)) {
        put.blocked().add(record, table(record, put.records()));
        continue;
      }
      try {
        SinkEvent event = read(record, put.records());
        if (!deleteEnabled && deletes(event)) {
          put.skipped();
        } else if (event instanceof SinkEvent.Truncation truncation) {
          if (!isCommitted(put, batch)) {
            return false;
          }
          batch = new PutBatch<>(failed);
          truncate(put, batch, truncation);
        } else if (event instanceof SinkEvent.SchemaChange schemaChange) {
          for (SourceTable table : schemaChange.tables()) {
            apply(put, new UnpreparedTables.Event(record, table));
          }
        } else if (event instanceof SinkEvent.Change change) {
          gather(put, batch, change);
        } else if (event instanceof SinkEvent.Guess guess) {
          gatherIfItFits(put, batch, guess.delete());
        }
      } catch (BadRecordException e) {
        put.errant().add(e);
      }
    }
    PutBatch<T> last = batch;
    Commit commit =
        () -> {
          boolean done = isCommitted(put, last);
          if (done) {
            failed.clear();
          }
          return done;
        };
    return later.takes(commit) || commit.isDone();
  }

  private static boolean deletes(SinkEvent event) {
    return event instanceof SinkEvent.Truncation
        || event instanceof SinkEvent.Guess
        || (event instanceof SinkEvent.Change change && !change.writes());
  }

  /** The table of a record that waits, or null if it has none. */
  private SourceName table(SinkRecord record, Collection<SinkRecord> records) {
    try {
      SinkEvent event = read(record, records);
      if (event instanceof SinkEvent.Change change) {
        return change.source();
      }
      return event instanceof SinkEvent.Truncation truncation ? truncation.source() : null;
    } catch (BadRecordException e) {
      // It is reported when its partition is read again.
      return null;
    }
  }

  private SinkEvent read(SinkRecord record, Collection<SinkRecord> records) {
    try {
      return events.read(record, records);
    } catch (DataException e) {
      throw new BadRecordException(new Origin(record), e.getMessage());
    }
  }

  private void gather(Put put, PutBatch<T> batch, SinkEvent.Change change)
      throws InterruptedException {
    blocking(put, change.origin(), change.source(), () -> add(batch, change));
  }

  private void add(PutBatch<T> batch, SinkEvent.Change event) throws InterruptedException {
    SinkEvent.Change change = renames.of(event);
    T target = system.of(change);
    if (target == null) {
      return;
    }
    batch.refuseFailed(target);
    RowChange converted;
    try {
      converted = target.convert(change);
    } catch (RetriableException e) {
      throw e;
    } catch (ConnectException e) {
      T current = batch.isFirstMisfit(target) ? system.reread(change.source(), target) : target;
      if (current == target) {
        throw e;
      }
      target = current;
      converted = target.convert(change);
    }
    batch.add(target, converted);
  }

  /** Runs a step for one record; if its table can't be written, the record's partition waits. */
  private void blocking(Put put, Origin origin, SourceName table, Step step)
      throws InterruptedException {
    RuntimeException failure;
    try {
      failure = ownFailure(put, step);
    } catch (PutBatch.FailedTargetException e) {
      failure = e.failure();
    }
    if (failure != null) {
      put.blocked().fail(origin.record(), table, failure.getMessage());
    }
  }

  /**
   * Runs a step for one target. The one place that distinguishes failures of the target's own,
   * which hold up nothing else, from all others, which are thrown.
   *
   * @return why the target can't be written, or null if the step is done
   */
  private RuntimeException ownFailure(Put put, Step step) throws InterruptedException {
    try {
      step.run();
      return null;
    } catch (RetriableException | BadRecordException e) {
      throw e;
    } catch (ConnectException | RequestException e) {
      boolean others =
          e instanceof RequestException request && system.scopeOf(request) != FailureScope.TARGET;
      if (others || !put.isolates()) {
        throw e;
      }
      return e;
    }
  }

  private void apply(Put put, UnpreparedTables.Event event) throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    RuntimeException failure =
        ownFailure(put, () -> done.set(system.apply(renames.of(event.table()))));
    if (failure != null) {
      put.unprepared().failed(event, failure.getMessage());
    } else if (done.get()) {
      put.unprepared().prepared(event.table());
    } else {
      put.unprepared().unfinished(event);
    }
  }

  private void gatherIfItFits(Put put, PutBatch<T> batch, SinkEvent.Change delete)
      throws InterruptedException {
    blocking(
        put,
        delete.origin(),
        delete.source(),
        () -> {
          try {
            add(batch, delete);
          } catch (RetriableException e) {
            throw e;
          } catch (ConnectException e) {
            LOG.debug("Ignored a tombstone before the first row of its topic.", e);
          }
        });
  }

  /** Whether the batches are written and committed; if not, targets have failed. */
  private boolean isCommitted(Put put, PutBatch<T> batch) throws InterruptedException {
    Map<Object, RuntimeException> failures = new HashMap<>();
    for (TargetBatch<T> each : batch.batches()) {
      RuntimeException failure = ownFailure(put, () -> system.write(each, put.errant()));
      if (failure != null) {
        failures.put(each.target().name(), failure);
      }
    }
    if (!failures.isEmpty()) {
      failed.putAll(failures);
      system.undo(failures.keySet());
      return false;
    }
    system.commit(put.errant());
    for (TargetBatch<T> each : batch.batches()) {
      for (RowChange change : each.changes()) {
        put.committed(change.event(), change.bytes());
      }
    }
    put.committed();
    return true;
  }

  private void truncate(Put put, PutBatch<T> batch, SinkEvent.Truncation truncation)
      throws InterruptedException {
    blocking(
        put,
        truncation.origin(),
        truncation.source(),
        () -> {
          T target = system.of(truncation.source());
          if (target != null) {
            batch.refuseFailed(target);
            system.truncate(target);
            put.truncated(truncation.source());
          }
        });
  }

  /** What is done about one record. */
  @FunctionalInterface
  private interface Step {
    void run() throws InterruptedException;
  }
}
