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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the batch of a table with further unique keys. Rows of a batch can hand unique values to
 * each other, over any number of statements, so the rows of all keys are deleted before the first
 * is inserted.
 *
 * <p>A row that is refused then would be missing, where its refusal is to leave the row that was
 * there: all is undone, each offender gives way to what it replaced in the batch, and the rest is
 * written again, until nothing is refused.
 */
final class UniqueRowsWriter {
  private final Chunks chunks;

  UniqueRowsWriter(Chunks chunks) {
    this.chunks = chunks;
  }

  void write(RowOperations rows, TableBatch batch, ErrantRecords errant) throws SQLException {
    RowOperations.Mark begin = rows.mark();
    Map<RowChange, SQLException> refused = attempt(rows, batch);
    while (!refused.isEmpty()) {
      begin.rollback();
      refused.forEach(
          (change, reason) -> {
            errant.add(
                new BadRecordException(
                    change.origin(), "OceanBase refuses it, " + OceanBaseFailures.reason(reason)));
            batch.replace(change.key(), change.previous());
          });
      begin = rows.mark();
      refused = attempt(rows, batch);
    }
  }

  private Map<RowChange, SQLException> attempt(RowOperations rows, TableBatch batch)
      throws SQLException {
    Map<RowChange, SQLException> refused = new LinkedHashMap<>();
    for (List<RowChange> chunk : chunks.of(batch.changes(), change -> change.key().columns())) {
      each(rows, chunk, rows::delete, refused);
    }
    List<RowChange> upserts = new ArrayList<>();
    for (RowChange change : batch.changes()) {
      if (change.writes() && !refused.containsKey(change)) {
        upserts.add(change);
      }
    }
    for (List<RowChange> chunk : chunks.of(upserts, RowChange::columns)) {
      each(rows, chunk, rows::insert, refused);
    }
    return refused;
  }

  private static void each(
      RowOperations rows,
      List<RowChange> changes,
      Execution execution,
      Map<RowChange, SQLException> refused)
      throws SQLException {
    RowOperations.Mark before = rows.mark();
    try {
      execution.of(changes);
    } catch (SQLException e) {
      if (OceanBaseFailures.classify(e) != Failure.RECORD) {
        throw e;
      }
      before.rollback();
      if (changes.size() == 1) {
        refused.put(changes.get(0), e);
        return;
      }
      int middle = changes.size() / 2;
      each(rows, changes.subList(0, middle), execution, refused);
      each(rows, changes.subList(middle, changes.size()), execution, refused);
    }
  }

  private interface Execution {
    void of(List<RowChange> changes) throws SQLException;
  }
}
