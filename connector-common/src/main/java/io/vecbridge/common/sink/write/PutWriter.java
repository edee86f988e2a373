// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.SinkEvent;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.flow.PutFlow.Put;
import java.util.Collection;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guarantees that a put is written and committed before it returns. Redelivery is idempotent.
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

  /**
   * @param deleteEnabled whether deletes and truncates are carried out
   */
  PutWriter(TargetSystem<T> system, EventReader events, boolean deleteEnabled) {
    this.system = system;
    this.events = events;
    this.deleteEnabled = deleteEnabled;
  }

  void write(Put put) throws InterruptedException {
    PutBatch<T> batch = new PutBatch<>();
    for (SinkRecord record : put.records()) {
      try {
        SinkEvent event = read(record, put.records());
        if (event instanceof SinkEvent.Truncation truncation) {
          commit(put, batch);
          batch = new PutBatch<>();
          truncate(put, truncation);
        } else if (event instanceof SinkEvent.SchemaChange schemaChange) {
          for (SourceTable table : schemaChange.tables()) {
            system.apply(table);
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
    commit(put, batch);
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
    T target = system.of(change);
    if (target == null) {
      return;
    }
    RowChange converted;
    try {
      converted = target.convert(change);
    } catch (BadRecordException e) {
      T current = batch.isFirstMisfit(target) ? system.reread(change.source(), target) : target;
      if (current == target) {
        throw e;
      }
      target = current;
      converted = target.convert(change);
    }
    batch.add(target, converted);
    put.gathered(converted.kind(), converted.bytes());
  }

  private void gatherIfItFits(Put put, PutBatch<T> batch, SinkEvent.Change delete)
      throws InterruptedException {
    try {
      gather(put, batch, delete);
    } catch (RetriableException e) {
      throw e;
    } catch (ConnectException e) {
      LOG.debug("Ignored a tombstone before the first row of its topic.", e);
    }
  }

  private void commit(Put put, PutBatch<T> batch) throws InterruptedException {
    for (TargetBatch<T> each : batch.batches()) {
      system.write(each, put.errant());
    }
    system.commit(put.errant());
    long upserts = 0;
    long deletes = 0;
    for (TargetBatch<T> each : batch.batches()) {
      for (RowChange change : each.changes()) {
        if (change.writes()) {
          upserts++;
        } else {
          deletes++;
        }
      }
    }
    put.committed(upserts, deletes);
  }

  private void truncate(Put put, SinkEvent.Truncation truncation) throws InterruptedException {
    if (!deleteEnabled) {
      put.skipped();
      return;
    }
    T target = system.of(truncation.source());
    if (target != null) {
      system.truncate(target);
      put.truncated(truncation.source());
    }
  }
}
