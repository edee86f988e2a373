// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.sink.event.RecordTable;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The tables of one session, looked up once and kept until an error makes their definition
 * doubtful, or for half a minute: a unique index that was added in the meantime raises no error,
 * but turns an upsert into an update of the row that owns the value. A table that does not exist is
 * looked up once in a put.
 *
 * <p>Statements that define tables commit by themselves, so all methods are called outside the
 * range a transaction.
 */
public final class Tables {
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final TableOpening opening;
  private final LongSupplier nanoClock;
  private final Map<SourceName, Known> targets = new HashMap<>();
  private final Set<SourceName> missing = new HashSet<>();

  public Tables(TableOpening opening, LongSupplier nanoClock) {
    this.opening = opening;
    this.nanoClock = nanoClock;
  }

  /** What was missing before may exist now. */
  public void beginPut() {
    missing.clear();
  }

  /**
   * The table of a change, created or widened if that is allowed.
   *
   * @return null if there is no table and the change only deletes
   * @throws ConnectException if the table is missing or unfit
   */
  public TargetTable of(Change change) throws SQLException {
    TargetTable target = fresh(change.source());
    if (target == null && !change.writes() && missing.contains(change.source())) {
      return null;
    }
    if (target != null && target.knows(change.rowShape())) {
      return target;
    }
    SourceTable described =
        RecordTable.of(change.source(), change.key().shape(), change.rowShape(), change.row());
    if (!change.writes()) {
      return ofDelete(change, target, described);
    }
    SourceTable source = described == null ? null : TableCheck.determined(described);
    if (target == null
        || (source != null && !TableCheck.missing(target.table(), source).isEmpty())) {
      target = keep(change.source(), opening.open(change.source(), source, true));
    } else if (source != null) {
      opening.check(target, source);
    }
    // A column that is not determined yet is looked for again with each row.
    if (described != null && TableCheck.missing(target.table(), described).isEmpty()) {
      target.know(change.rowShape());
    }
    return target;
  }

  /** A delete needs no table and no columns, but a key that distinguishes what it deletes. */
  private TargetTable ofDelete(Change change, TargetTable known, SourceTable described)
      throws SQLException {
    if (known != null) {
      if (described != null) {
        opening.check(known, described);
      }
      return known;
    }
    TargetTable found = keep(change.source(), opening.find(change.source(), described));
    if (found == null) {
      missing.add(change.source());
    }
    return found;
  }

  /** Creates or widens the table of a schema change event, if that is allowed. */
  public void apply(SourceTable source) throws SQLException {
    if (opening.canApply(source)) {
      keep(source.source(), opening.open(source.source(), source, false));
    }
  }

  /** The table of a source's name, or null if there is none. */
  public TargetTable of(SourceName source) throws SQLException {
    TargetTable target = fresh(source);
    return target != null ? target : keep(source, opening.find(source, null));
  }

  /**
   * Reads a table again, for a change that does not fit it: an operator may have widened a column.
   *
   * @return the given table itself if nothing has changed
   */
  public TargetTable reread(SourceName source, TargetTable known) throws SQLException {
    TargetTable now = opening.reopen(known);
    return now == null || now == known ? known : keep(source, now);
  }

  /** The known table, read again if that was long ago; null if none is known, or it is gone. */
  private TargetTable fresh(SourceName source) throws SQLException {
    Known known = targets.get(source);
    if (known == null) {
      return null;
    }
    return nanoClock.getAsLong() - known.readAt < KEPT_NANOS
        ? known.target
        : keep(source, opening.reopen(known.target));
  }

  private TargetTable keep(SourceName source, TargetTable target) {
    if (target == null) {
      targets.remove(source);
    } else {
      targets.put(source, new Known(target, nanoClock.getAsLong()));
    }
    return target;
  }

  private record Known(TargetTable target, long readAt) {}
}
