// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The tables that a session has read. A definition is read again after half a minute: a unique
 * index that was added in the meantime raises no error, but turns an upsert into an update of the
 * row that owns the value. If reading all of them takes long, each is kept for ten times as long as
 * that, so that a task with many tables spends its time on rows.
 */
final class KnownTables {
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int LONGER = 10;

  private final LongSupplier nanoClock;
  private final Map<SourceName, Known> tables = new HashMap<>();
  private long readingNanos;

  KnownTables(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** The table as it was read last, or null. */
  TargetTable get(SourceName source) {
    Known known = tables.get(source);
    return known == null ? null : known.target;
  }

  /** Whether a known table need not be read again yet. */
  boolean isFresh(SourceName source) {
    long age = nanoClock.getAsLong() - tables.get(source).readAt;
    return age < Math.max(KEPT_NANOS, LONGER * readingNanos);
  }

  /** Reads a table, and keeps it if there is one. */
  TargetTable read(SourceName source, Reading reading) throws SQLException {
    long began = nanoClock.getAsLong();
    TargetTable target = reading.read();
    long now = nanoClock.getAsLong();
    forget(source);
    if (target != null) {
      tables.put(source, new Known(target, now, now - began));
      readingNanos += now - began;
    }
    return target;
  }

  /** Forgets tables by their names. */
  void forget(Set<Object> names) {
    tables.entrySet().stream()
        .filter(each -> names.contains(each.getValue().target.name()))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::forget);
  }

  private void forget(SourceName source) {
    Known known = tables.remove(source);
    if (known != null) {
      readingNanos -= known.tookNanos;
    }
  }

  /** Reads one table from the server. */
  @FunctionalInterface
  interface Reading {
    /** The table, or null if there is none. */
    TargetTable read() throws SQLException;
  }

  private record Known(TargetTable target, long readAt, long tookNanos) {}
}
