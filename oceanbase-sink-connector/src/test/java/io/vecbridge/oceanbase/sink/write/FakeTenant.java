// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.common.sink.write.Chunks;
import io.vecbridge.common.sink.write.TargetBatch;
import io.vecbridge.common.sink.write.TargetSystem;
import io.vecbridge.oceanbase.sink.row.TargetTable;

/** A tenant with one table, in memory; a put is a transaction. */
final class FakeTenant implements TargetSystem<TargetTable> {
  final FakeTable table = new FakeTable();
  private final HandOvers handOvers;
  private Runnable rollback = () -> {};

  FakeTenant(int batchSize) {
    handOvers = new HandOvers(new Chunks(batchSize, 1_000_000));
  }

  @Override
  public void begin(PutDeadline deadline) {
    rollback = table.mark();
    handOvers.begin();
  }

  @Override
  public void apply(SourceTable source) {
    // The table is there.
  }

  @Override
  public TargetTable of(Change change) {
    return table.target;
  }

  @Override
  public TargetTable of(SourceName source) {
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
  }

  @Override
  public void commit(ErrantRecords errant) throws InterruptedException {
    handOvers.finish(errant);
    errant.report();
    rollback = table.mark();
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
