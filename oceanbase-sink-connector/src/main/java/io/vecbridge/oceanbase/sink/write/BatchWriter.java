// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.failure.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.oceanbase.sink.batch.RowChange;
import io.vecbridge.oceanbase.sink.batch.TableBatch;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the batch of one table: deletes first, then upserts. When the server refuses a statement
 * for the sake of a row, the statement's rows are halved until the offenders stand alone; each
 * offender is noted, and what it replaced in the batch is written instead, as if the offender had
 * never come. The batch is left with what was written. Any other error is thrown.
 */
final class BatchWriter {
  private final Chunks chunks;
  private final UniqueRowsWriter uniqueRows;

  BatchWriter(Chunks chunks) {
    this.chunks = chunks;
    this.uniqueRows = new UniqueRowsWriter(chunks);
  }

  void write(RowOperations rows, TableBatch batch, ErrantRecords errant) throws SQLException {
    if (rows.hasOtherUniqueKeys()) {
      uniqueRows.write(rows, batch, errant);
      return;
    }
    List<RowChange> deletes = new ArrayList<>();
    List<RowChange> upserts = new ArrayList<>();
    for (RowChange change : batch.changes()) {
      (change.writes() ? upserts : deletes).add(change);
    }
    for (List<RowChange> chunk : chunks.of(deletes, change -> change.key().columns())) {
      write(rows, batch, chunk, errant);
    }
    for (List<RowChange> chunk : chunks.of(upserts, RowChange::columns)) {
      write(rows, batch, chunk, errant);
    }
  }

  private void write(
      RowOperations rows, TableBatch batch, List<RowChange> changes, ErrantRecords errant)
      throws SQLException {
    try {
      execute(rows, changes);
    } catch (SQLException e) {
      if (OceanBaseFailures.classify(e) != Failure.RECORD) {
        throw e;
      }
      if (changes.size() == 1) {
        batch.replace(changes.get(0).key(), giveWay(rows, changes.get(0), e, errant));
        return;
      }
      int middle = changes.size() / 2;
      write(rows, batch, changes.subList(0, middle), errant);
      write(rows, batch, changes.subList(middle, changes.size()), errant);
    }
  }

  /** The change that was written instead, or null. */
  private RowChange giveWay(
      RowOperations rows, RowChange offender, SQLException refusal, ErrantRecords errant)
      throws SQLException {
    RowChange change = offender;
    SQLException reason = refusal;
    while (reason != null) {
      errant.add(
          new BadRecordException(
              change.origin(), "OceanBase refuses it, " + OceanBaseFailures.reason(reason)));
      change = change.previous();
      reason = change == null ? null : refused(rows, change);
    }
    return change;
  }

  /** The error for which the server refuses a single change, or null. */
  private SQLException refused(RowOperations rows, RowChange change) throws SQLException {
    try {
      execute(rows, List.of(change));
      return null;
    } catch (SQLException e) {
      if (OceanBaseFailures.classify(e) != Failure.RECORD) {
        throw e;
      }
      return e;
    }
  }

  private static void execute(RowOperations rows, List<RowChange> changes) throws SQLException {
    if (changes.get(0).writes()) {
      rows.upsert(changes);
    } else {
      rows.delete(changes);
    }
  }
}
