// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.common.sink.write.Chunks;
import io.vecbridge.common.sink.write.TargetBatch;
import io.vecbridge.common.sink.write.TargetSystem;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import java.util.Set;

/** A session of a tenant with one table, in memory; a put is a transaction. */
final class FakeTenant implements TargetSystem<TargetTable> {
  final FakeTable table;

  /** Whether the table can't be opened. */
  boolean unfit;

  /** Whether the next commit fails for a reason that passes. */
  boolean fails;

  private final HandOvers handOvers;
  private Runnable rollback = () -> {};

  FakeTenant(int batchSize) {
    this(batchSize, new FakeTable());
  }

  FakeTenant(int batchSize, FakeTable table) {
    this.table = table;
    handOvers = new HandOvers(new Chunks(batchSize, 1_000_000));
  }

  @Override
  public void begin(PutDeadline deadline) {
    rollback = table.mark();
    handOvers.begin();
  }

  @Override
  public boolean apply(SourceTable source) {
    // The table is there.
    return true;
  }

  @Override
  public TargetTable of(Change change) {
    return of(change.source());
  }

  @Override
  public TargetTable of(SourceName source) {
    if (unfit) {
      throw new RequestException(Failure.FATAL, "the user has no privilege", null);
    }
    return table.target;
  }

  @Override
  public TargetTable reread(SourceName source, TargetTable known) {
    return known;
  }

  @Override
  public void write(TargetBatch<TargetTable> batch, ErrantRecords errant)
      throws InterruptedException {
    handOvers.write(table, batch, errant);
  }

  @Override
  public void truncate(TargetTable target) {
    table.rows.clear();
    rollback = table.mark();
  }

  @Override
  public void commit(ErrantRecords errant) throws InterruptedException {
    handOvers.finish(errant);
    if (fails) {
      fails = false;
      throw new RequestException(Failure.RETRY, "the connection is lost", null);
    }
    errant.report();
    rollback = table.mark();
  }

  @Override
  public void undo(Set<Object> doubtful) {
    rollback.run();
  }

  @Override
  public void abandon() {
    rollback.run();
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
