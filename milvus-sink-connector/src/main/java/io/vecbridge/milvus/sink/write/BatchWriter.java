// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import io.vecbridge.common.failure.Failure;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.milvus.sink.batch.CollectionBatch;
import io.vecbridge.milvus.sink.batch.RowChange;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the batch of one collection: deletes first, then upserts, one request after the other, so
 * that a delete and an upsert are never in flight together. When Milvus refuses a request for the
 * sake of a row, its rows are halved until the offenders stand alone; each offender is noted, and
 * what it replaced in the batch is written instead, as if the offender had never come. The batch is
 * left with what was written. Any other error is thrown.
 */
final class BatchWriter {
  private final Chunks chunks;

  BatchWriter(Chunks chunks) {
    this.chunks = chunks;
  }

  void write(EntityOperations entities, CollectionBatch batch, ErrantRecords errant)
      throws InterruptedException {
    List<RowChange> deletes = new ArrayList<>();
    List<RowChange> upserts = new ArrayList<>();
    for (RowChange change : batch.changes()) {
      (change.writes() ? upserts : deletes).add(change);
    }
    for (List<RowChange> chunk : chunks.of(deletes)) {
      write(entities, batch, chunk, errant);
    }
    for (List<RowChange> chunk : chunks.of(upserts)) {
      write(entities, batch, chunk, errant);
    }
  }

  private void write(
      EntityOperations entities,
      CollectionBatch batch,
      List<RowChange> changes,
      ErrantRecords errant)
      throws InterruptedException {
    MilvusRequestException refusal = refused(entities, changes);
    if (refusal == null) {
      return;
    }
    if (changes.size() == 1) {
      entities.confirm();
      batch.replace(changes.get(0).key(), giveWay(entities, changes.get(0), refusal, errant));
      return;
    }
    int middle = changes.size() / 2;
    write(entities, batch, changes.subList(0, middle), errant);
    write(entities, batch, changes.subList(middle, changes.size()), errant);
  }

  /** The change that was written instead, or null. */
  private RowChange giveWay(
      EntityOperations entities,
      RowChange offender,
      MilvusRequestException refusal,
      ErrantRecords errant)
      throws InterruptedException {
    RowChange change = offender;
    MilvusRequestException reason = refusal;
    while (reason != null) {
      errant.add(
          new BadRecordException(change.origin(), "Milvus refuses it, " + reason.getMessage()));
      change = change.previous();
      reason = change == null ? null : refused(entities, List.of(change));
    }
    return change;
  }

  /** The error for which Milvus refuses the rows, or null. */
  private static MilvusRequestException refused(EntityOperations entities, List<RowChange> changes)
      throws InterruptedException {
    try {
      if (changes.get(0).writes()) {
        entities.upsert(changes);
      } else {
        entities.delete(changes);
      }
      return null;
    } catch (MilvusRequestException e) {
      if (e.failure() != Failure.RECORD) {
        throw e;
      }
      return e;
    }
  }
}
