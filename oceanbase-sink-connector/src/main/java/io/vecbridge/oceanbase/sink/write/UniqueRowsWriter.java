// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.write.BatchWriter;
import io.vecbridge.common.sink.write.Chunks;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.common.sink.write.Rows;
import io.vecbridge.common.sink.write.TargetBatch;
import io.vecbridge.oceanbase.sink.row.RecordKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the batch of a table with further unique keys. Rows of a batch can exchange unique values,
 * over any number of statements, so the rows of all keys are deleted before the first is inserted.
 *
 * <p>If a row is refused then, the previous row has to be kept, but is already deleted: so
 * everything is rolled back, each offender is replaced by the change that it replaced in the batch,
 * and the rest is written again, until nothing is refused.
 */
final class UniqueRowsWriter {
  private final Chunks chunks;

  UniqueRowsWriter(Chunks chunks) {
    this.chunks = chunks;
  }

  void write(UniqueRows rows, TargetBatch<?> batch, ErrantRecords errant)
      throws InterruptedException {
    Runnable undo = rows.mark();
    Map<RowChange, RequestException> refused = attempt(rows, batch);
    while (!refused.isEmpty()) {
      undo.run();
      refused.forEach(
          (change, reason) -> {
            errant.refused(change.origin(), reason);
            batch.replace(change.key(), change.previous());
          });
      undo = rows.mark();
      refused = attempt(rows, batch);
    }
  }

  private Map<RowChange, RequestException> attempt(UniqueRows rows, TargetBatch<?> batch)
      throws InterruptedException {
    Map<RowChange, RequestException> refused = new LinkedHashMap<>();
    for (List<RowChange> chunk :
        chunks.of(batch.changes(), change -> RecordKey.of(change).columns())) {
      BatchWriter.halving(chunk, undoing(rows, rows::delete), refused::put);
    }
    List<RowChange> upserts = new ArrayList<>();
    for (RowChange change : batch.changes()) {
      if (change.writes() && (refused.isEmpty() || !refused.containsKey(change))) {
        upserts.add(change);
      }
    }
    for (List<RowChange> chunk : chunks.of(upserts)) {
      BatchWriter.halving(chunk, undoing(rows, rows::insert), refused::put);
    }
    return refused;
  }

  /** A request that leaves nothing if it fails. */
  private static BatchWriter.Request undoing(UniqueRows rows, BatchWriter.Request request) {
    return changes -> {
      Runnable undo = rows.mark();
      try {
        request.of(changes);
      } catch (RequestException e) {
        if (e.failure() == Failure.RECORD) {
          undo.run();
        }
        throw e;
      }
    };
  }

  /** What can be done to the rows of a table within a transaction. */
  interface UniqueRows extends Rows {
    /** Inserts rows whose keys have been deleted; all changes have the same columns. */
    void insert(List<RowChange> changes);

    /** A place in the transaction; running it undoes what was done since. */
    Runnable mark();
  }
}
