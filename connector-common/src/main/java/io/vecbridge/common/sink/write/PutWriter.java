// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.SinkEvent;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.flow.PutFlow.Put;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guarantees that a put is written and committed before it returns, but for the partitions of a
 * table that can't be written, see {@link Put#blocked}. Redelivery is idempotent.
 *
 * <p>Records are converted before changes of one key are folded, so that a bad record does not hide
 * a good earlier one. What comes before a truncate is committed before it, what comes after it,
 * after.
 */
final class PutWriter<T extends Target> {
  private static final Logger LOG = LoggerFactory.getLogger(PutWriter.class);

  private final TargetSystem<T> system;
  private final EventReader events;
  private final boolean deleteEnabled;

  /** Targets that have failed in this put, or in a try of it that ended before it was written. */
  private final Map<Object, RuntimeException> failed = new HashMap<>();

  /**
   * @param deleteEnabled whether deletes and truncates are carried out
   */
  PutWriter(TargetSystem<T> system, EventReader events, boolean deleteEnabled) {
    this.system = system;
    this.events = events;
    this.deleteEnabled = deleteEnabled;
  }

  void write(Put put) throws InterruptedException {
    while (!isWritten(put)) {
      system.abandon();
      put.restart();
      system.begin(put.deadline());
    }
    failed.clear();
  }

  /**
   * Whether the put is written without the targets that have failed; if not, another one has failed
   * now.
   */
  private boolean isWritten(Put put) throws InterruptedException {
    try {
      writeOthers(put);
      return true;
    } catch (PutBatch.FailedTargetException e) {
      failed.put(e.target(), e.failure());
      return false;
    }
  }

  private void writeOthers(Put put) throws InterruptedException {
    PutBatch<T> batch = new PutBatch<>(failed);
    for (SinkRecord record : put.records()) {
      try {
        SinkEvent event = read(record, put.records());
        if (put.blocked().include(record)) {
          put.blocked().add(record, table(event));
        } else if (event instanceof SinkEvent.Truncation truncation) {
          commit(put, batch);
          batch = new PutBatch<>(failed);
          truncate(put, batch, truncation);
        } else if (event instanceof SinkEvent.SchemaChange schemaChange) {
          for (SourceTable table : schemaChange.tables()) {
            apply(put, table);
          }
        } else if (event instanceof SinkEvent.Change change) {
          gather(put, batch, change);
        } else if (event instanceof SinkEvent.Guess guess) {
          gatherIfItFits(put, batch, guess.delete());
        }
      } catch (BadRecordException e) {
        if (put.blocked().include(record)) {
          put.blocked().add(record, null);
        } else {
          put.errant().add(e);
        }
      }
    }
    commit(put, batch);
  }

  private static SourceName table(SinkEvent event) {
    if (event instanceof SinkEvent.Change change) {
      return change.source();
    }
    return event instanceof SinkEvent.Truncation truncation ? truncation.source() : null;
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
    if (!change.writes() && !deleteEnabled) {
      put.skipped();
      return;
    }
    blocking(put, change.origin(), change.source(), () -> add(batch, change));
  }

  private void add(PutBatch<T> batch, SinkEvent.Change change) throws InterruptedException {
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
    try {
      step.run();
    } catch (PutBatch.FailedTargetException e) {
      put.blocked().fail(origin.record(), table, e.failure().getMessage());
    } catch (RetriableException | BadRecordException e) {
      throw e;
    } catch (ConnectException | RequestException e) {
      if (!concernsOneTarget(put, e)) {
        throw e;
      }
      put.blocked().fail(origin.record(), table, e.getMessage());
    }
  }

  private boolean concernsOneTarget(Put put, RuntimeException failure) {
    return put.isolates()
        && !(failure instanceof RequestException request && system.isPassing(request));
  }

  /** Rows of the table create it as well, or wait, so a failure of the event needs no retry. */
  private void apply(Put put, SourceTable table) throws InterruptedException {
    try {
      system.apply(table);
    } catch (RetriableException e) {
      throw e;
    } catch (ConnectException | RequestException e) {
      if (!concernsOneTarget(put, e)) {
        throw e;
      }
      LOG.error("Table {} can't be prepared: {}", table.source().text(), e.getMessage());
    }
  }

  private void gatherIfItFits(Put put, PutBatch<T> batch, SinkEvent.Change delete)
      throws InterruptedException {
    if (!deleteEnabled) {
      put.skipped();
      return;
    }
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

  private void commit(Put put, PutBatch<T> batch) throws InterruptedException {
    for (TargetBatch<T> each : batch.batches()) {
      write(put, each);
    }
    system.commit(put.errant());
    for (TargetBatch<T> each : batch.batches()) {
      for (RowChange change : each.changes()) {
        put.committed(change.kind(), change.bytes());
      }
    }
    put.committed();
  }

  private void write(Put put, TargetBatch<T> batch) throws InterruptedException {
    try {
      system.write(batch, put.errant());
    } catch (RetriableException e) {
      throw e;
    } catch (ConnectException | RequestException e) {
      if (!concernsOneTarget(put, e)) {
        throw e;
      }
      throw new PutBatch.FailedTargetException(batch.target().name(), e);
    }
  }

  private void truncate(Put put, PutBatch<T> batch, SinkEvent.Truncation truncation)
      throws InterruptedException {
    if (!deleteEnabled) {
      put.skipped();
      return;
    }
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
