// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.Origin;
import io.vecbridge.common.sink.event.SinkEvent;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.metrics.SinkCounters;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.sink.metrics.SinkProgress;
import io.vecbridge.oceanbase.sink.batch.PutBatch;
import io.vecbridge.oceanbase.sink.batch.TableBatch;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.config.WriteConfig;
import io.vecbridge.oceanbase.sink.table.TargetTable;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes the records of a put and commits them before it returns: one transaction over all tables.
 *
 * <p>Records are converted before changes of one key are folded, so that a bad record does not
 * swallow a good earlier one. A truncate ends the transaction, since the server commits before it;
 * what comes after it goes into the next. Delivered again, the same records leave the same rows.
 */
final class PutWriter {
  private final EventReader events;
  private final boolean deleteEnabled;
  private final BatchWriter batches;
  private final Conflicts conflicts;
  private final Supplier<ErrantRecords> errantRecords;
  private final RateLimits limits;
  private final SinkCounters counters;
  private final SinkProgress progress;

  PutWriter(
      OceanBaseSinkConfig config,
      Supplier<ErrantRecords> errantRecords,
      RateLimits limits,
      SinkMetrics metrics) {
    WriteConfig write = config.write();
    Chunks chunks = new Chunks(write.batchSize(), write.batchMaxBytes());
    this.events = new EventReader(config.tables().dynamicColumn());
    this.deleteEnabled = write.deleteEnabled();
    this.batches = new BatchWriter(chunks);
    this.conflicts = new Conflicts(write.conflictMode(), chunks, metrics.counters());
    this.errantRecords = errantRecords;
    this.limits = limits;
    this.counters = metrics.counters();
    this.progress = metrics.progress();
  }

  /**
   * @throws SQLException if anything but a single record is the cause; what was not committed is to
   *     be rolled back
   */
  void write(Session session, Collection<SinkRecord> records, PutDeadline deadline)
      throws SQLException {
    session.tables().beginPut();
    ErrantRecords errant = errantRecords.get();
    PutBatch batch = new PutBatch();
    for (SinkRecord record : records) {
      try {
        SinkEvent event = read(record);
        if (event instanceof SinkEvent.Truncation truncation) {
          commit(session, batch, errant, deadline);
          batch = new PutBatch();
          truncate(session, truncation);
        } else {
          gather(session, batch, event);
        }
      } catch (BadRecordException e) {
        errant.add(e);
      }
    }
    commit(session, batch, errant, deadline);
  }

  private SinkEvent read(SinkRecord record) {
    try {
      return events.read(record);
    } catch (DataException e) {
      throw new BadRecordException(new Origin(record), e.getMessage());
    }
  }

  private void gather(Session session, PutBatch batch, SinkEvent event) throws SQLException {
    if (event instanceof SinkEvent.SchemaChange schemaChange) {
      for (SourceTable table : schemaChange.tables()) {
        session.tables().apply(table);
      }
    } else if (event instanceof SinkEvent.Change change) {
      if (!change.writes() && !deleteEnabled) {
        counters.skipped();
        return;
      }
      TargetTable target = session.tables().of(change);
      if (target != null) {
        add(session, batch, target, change);
      }
    }
  }

  private void add(Session session, PutBatch batch, TargetTable target, SinkEvent.Change change)
      throws SQLException {
    try {
      batch.add(target, session.converter(target).convert(change));
    } catch (BadRecordException e) {
      TargetTable current =
          batch.firstMisfit(target) ? session.tables().reread(change.source(), target) : target;
      if (current == target) {
        throw e;
      }
      batch.add(current, session.converter(current).convert(change));
    }
  }

  private void commit(Session session, PutBatch batch, ErrantRecords errant, PutDeadline deadline)
      throws SQLException {
    long upserts = 0;
    long deletes = 0;
    for (TableBatch table : batch.tables()) {
      conflicts.resolve(session.connection(), table, errant);
      batches.write(
          new RowWriter(session.connection(), table.target().table(), deadline), table, errant);
      long written = table.changes().stream().filter(change -> change.writes()).count();
      upserts += written;
      deletes += table.changes().size() - written;
    }
    deadline.check();
    errant.report();
    session.connection().commit();
    counters.written(upserts, deletes, batch.volume().bytes());
    batch.volume().written(progress, limits);
  }

  private void truncate(Session session, SinkEvent.Truncation truncation) throws SQLException {
    if (!deleteEnabled) {
      counters.skipped();
      return;
    }
    TargetTable target = session.tables().of(truncation.source());
    if (target != null) {
      try (Statement statement = session.connection().createStatement()) {
        statement.execute("TRUNCATE TABLE " + target.table().name().quoted());
      }
      counters.truncated();
    }
  }
}
