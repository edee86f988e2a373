// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.flow.PutDeadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A session of a server in memory: a table for each source, and a transaction for each put, unless
 * the server has none: then each request is visible at once.
 */
final class MemorySystem implements TargetSystem<MemorySystem.Table> {
  private final Map<String, PartialRows> committed;
  private final boolean hasTransactions;
  private final Map<String, PartialRows> open = new HashMap<>();

  /** Tables that can't be opened. */
  final Set<String> unfit = new HashSet<>();

  /** Tables whose rows can't be written. */
  final Set<String> denied = new HashSet<>();

  /** Which of the next commits or, without transactions, answers gets lost; 0 for none. */
  int fails;

  /** The tables of events that were applied, in their order. */
  final List<String> applied = new ArrayList<>();

  /** How often definitions were read, and rows written. */
  int reads;

  int writes;

  /** Lets the time pass that reading a definition takes. */
  Runnable reading = () -> {};

  private final Set<String> known = new HashSet<>();
  private PutDeadline deadline;

  /**
   * @param committed the server's tables
   */
  MemorySystem(Map<String, PartialRows> committed) {
    this(committed, true);
  }

  MemorySystem(Map<String, PartialRows> committed, boolean hasTransactions) {
    this.committed = committed;
    this.hasTransactions = hasTransactions;
  }

  @Override
  public void begin(PutDeadline put) {
    deadline = put;
    open.clear();
  }

  @Override
  public boolean apply(SourceTable source) {
    of(source.source());
    applied.add(source.source().collection());
    return true;
  }

  @Override
  public Table of(Change change) {
    return of(change.source());
  }

  @Override
  public Table of(SourceName source) {
    if (unfit.contains(source.collection())) {
      throw new RequestException(Failure.FATAL, "its key does not fit", null);
    }
    if (!known.contains(source.collection())) {
      deadline.check();
      reading.run();
      reads++;
      known.add(source.collection());
    }
    return new Table(source.collection());
  }

  @Override
  public Table reread(SourceName source, Table known) {
    return known;
  }

  @Override
  public void write(TargetBatch<Table> batch, ErrantRecords errant) throws InterruptedException {
    String table = batch.target().name();
    writes++;
    new BatchWriter(new Chunks(3, 1_000)).write(rows(table), batch, errant);
    if (!hasTransactions) {
      failOnce();
    }
    if (denied.contains(table)) {
      throw new RequestException(Failure.FATAL, "the user has no privilege", null);
    }
  }

  /** No transaction contains it, and its answer can get lost. */
  @Override
  public void truncate(Table target) {
    committed.put(target.name(), new PartialRows());
    open.clear();
    failOnce();
  }

  private void failOnce() {
    if (fails > 0 && --fails == 0) {
      throw new RequestException(Failure.RETRY, "the connection is lost", null);
    }
  }

  @Override
  public void commit(ErrantRecords errant) {
    failOnce();
    errant.report();
    committed.putAll(open);
    open.clear();
  }

  @Override
  public void undo(Set<Object> doubtful) {
    open.clear();
    known.removeAll(doubtful);
  }

  @Override
  public void abandon() {
    open.clear();
    known.clear();
  }

  @Override
  public void close() {
    abandon();
  }

  private PartialRows rows(String table) {
    if (!hasTransactions) {
      return committed.computeIfAbsent(table, name -> new PartialRows());
    }
    return open.computeIfAbsent(
        table,
        name -> {
          PartialRows copy = new PartialRows();
          PartialRows rows = committed.get(name);
          if (rows != null) {
            rows.stored.forEach((key, row) -> copy.stored.put(key, new TreeMap<>(row)));
          }
          return copy;
        });
  }

  /** A table that takes any columns. */
  record Table(String name) implements Target {
    @Override
    public RowChange convert(Change change) {
      Object key = change.key().value(0);
      if (!change.writes()) {
        return new RowChange(change, key, List.of("id"), new Object[0], 20);
      }
      return new RowChange(change, key, change.row().shape().names(), change.row().values(), 100);
    }

    @Override
    public boolean continues(Target earlier) {
      return true;
    }
  }
}
