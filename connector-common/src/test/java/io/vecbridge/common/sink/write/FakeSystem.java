// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.flow.PutDeadline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A system in memory with one target, which notes what it is asked for. */
final class FakeSystem implements TargetSystem<FakeTarget> {
  final FakeRows rows = new FakeRows();
  final List<String> calls = new ArrayList<>();

  /** The columns of the rows that were written. */
  final List<List<String>> shapes = new ArrayList<>();

  FakeTarget target = new FakeTarget(1);

  /** What a second look at the target finds. */
  FakeTarget reread = target;

  /** Whether a schema change event leaves nothing to do. */
  boolean finishes = true;

  /** Thrown by the next put; null if none. */
  RuntimeException busy;

  /** Thrown by the next commit; null if none. */
  RuntimeException commitFailure;

  /** What requests fail with after a truncate; null if they don't. */
  Failure afterTruncate;

  private PutDeadline deadline;

  @Override
  public void begin(PutDeadline put) {
    deadline = put;
    if (busy != null) {
      throw busy;
    }
  }

  @Override
  public boolean apply(SourceTable source) {
    calls.add("apply " + source.source().collection());
    return finishes;
  }

  @Override
  public void leave(Collection<SourceName> tables) {
    tables.forEach(table -> calls.add("leave " + table.collection()));
  }

  @Override
  public FakeTarget of(Change change) {
    if (change.writes()) {
      shapes.add(change.row().shape().names());
    }
    return target;
  }

  @Override
  public FakeTarget of(SourceName source) {
    return target;
  }

  @Override
  public FakeTarget reread(SourceName source, FakeTarget known) {
    calls.add("reread");
    target = reread;
    return target;
  }

  @Override
  public void write(TargetBatch<FakeTarget> batch, ErrantRecords errant)
      throws InterruptedException {
    deadline.check();
    calls.add("write " + batch.changes().size() + " for version " + batch.target().version());
    new BatchWriter(new Chunks(100, 100_000)).write(rows, batch, errant);
  }

  @Override
  public void truncate(FakeTarget truncated) {
    calls.add("truncate");
    rows.stored.clear();
    rows.failure = afterTruncate;
  }

  @Override
  public void commit(ErrantRecords errant) {
    errant.report();
    calls.add("commit");
    if (commitFailure != null) {
      throw commitFailure;
    }
  }

  @Override
  public void undo(Set<Object> doubtful) {
    calls.add("undo");
  }

  @Override
  public void abandon() {
    calls.add("abandon");
  }

  @Override
  public void close() {
    calls.add("close");
  }
}
