// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.sink.flow.ErrantRecords;
import java.util.ArrayList;
import java.util.List;

/**
 * Guarantees that an offender gives way to what it replaced. A batch is written deletes first, then
 * upserts, one request after the other, so that a delete and an upsert are never under way
 * together. If the target refuses a request because of a row, its rows are halved until the
 * offenders stand alone; each offender is reported, and what it replaced in the batch is written
 * instead, as if the offender had never come. The batch is left with what was written. Any other
 * failure is thrown.
 */
public final class BatchWriter {
  private final Chunks chunks;

  public BatchWriter(Chunks chunks) {
    this.chunks = chunks;
  }

  /** Writes the changes of a batch. */
  public void write(Rows rows, TargetBatch<?> batch, ErrantRecords errant)
      throws InterruptedException {
    List<RowChange> deletes = new ArrayList<>();
    List<RowChange> upserts = new ArrayList<>();
    for (RowChange change : batch.changes()) {
      (change.writes() ? upserts : deletes).add(change);
    }
    for (List<RowChange> chunk : chunks.of(deletes)) {
      write(rows, chunk, rows::delete, batch, errant);
    }
    for (List<RowChange> chunk : chunks.of(upserts)) {
      write(rows, chunk, rows::upsert, batch, errant);
    }
  }

  private static void write(
      Rows rows, List<RowChange> chunk, Request request, TargetBatch<?> batch, ErrantRecords errant)
      throws InterruptedException {
    List<RowChange> offenders = new ArrayList<>();
    List<RequestException> refusals = new ArrayList<>();
    halving(
        chunk,
        request,
        (change, reason) -> {
          offenders.add(change);
          refusals.add(reason);
        });
    if (offenders.isEmpty()) {
      return;
    }
    rows.confirm(refusals, chunk.size());
    for (int i = 0; i < offenders.size(); i++) {
      RowChange offender = offenders.get(i);
      batch.replace(offender.key(), substitute(rows, offender, refusals.get(i), errant));
    }
  }

  /** Carries out a request for as many of the changes as the target takes. */
  public static void halving(List<RowChange> changes, Request request, Refusal refusal)
      throws InterruptedException {
    RequestException reason = refused(changes, request);
    if (reason == null) {
      return;
    }
    if (changes.size() == 1) {
      refusal.of(changes.get(0), reason);
      return;
    }
    int middle = changes.size() / 2;
    halving(changes.subList(0, middle), request, refusal);
    halving(changes.subList(middle, changes.size()), request, refusal);
  }

  /** The change that was written instead of an offender, or null. */
  private static RowChange substitute(
      Rows rows, RowChange offender, RequestException refusal, ErrantRecords errant)
      throws InterruptedException {
    RowChange change = offender;
    RequestException reason = refusal;
    while (reason != null) {
      if (change.isMerged()) {
        return oneByOne(rows, change.chain(), errant);
      }
      errant.refused(change.origin(), reason);
      change = change.previous();
      reason = change == null ? null : refused(rows, change);
    }
    return change;
  }

  /** Any of the changes that were merged can be the offender, so each is written by itself. */
  private static RowChange oneByOne(Rows rows, List<RowChange> changes, ErrantRecords errant)
      throws InterruptedException {
    RowChange written = null;
    for (RowChange change : changes) {
      RequestException reason = refused(rows, change);
      if (reason == null) {
        written = change.after(written);
      } else {
        errant.refused(change.origin(), reason);
      }
    }
    return written;
  }

  private static RequestException refused(Rows rows, RowChange change) throws InterruptedException {
    return refused(List.of(change), change.writes() ? rows::upsert : rows::delete);
  }

  /** Why the target refuses the changes, or null if it took them. */
  private static RequestException refused(List<RowChange> changes, Request request)
      throws InterruptedException {
    try {
      request.of(changes);
      return null;
    } catch (RequestException e) {
      if (e.failure() != Failure.RECORD) {
        throw e;
      }
      return e;
    }
  }

  /** A request for several changes. */
  @FunctionalInterface
  public interface Request {
    /**
     * @throws RequestException if the target does not carry it out
     */
    void of(List<RowChange> changes) throws InterruptedException;
  }

  /** What is done about an offender. */
  @FunctionalInterface
  public interface Refusal {
    /** Called with a change that the target refuses even alone. */
    void of(RowChange change, RequestException reason) throws InterruptedException;
  }
}
