// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.event.RecordTable;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SourceBlock;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.oceanbase.sink.config.TableConfig;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of one session, looked up once and kept until an error makes their definition
 * doubtful, or for some time ({@link KnownTables}). A table that does not exist is looked up once
 * in a put.
 *
 * <p>Statements that define tables commit by themselves, so all methods are called outside the
 * range of a transaction.
 */
public final class Tables {
  private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

  private final TableOpening opening;
  private final KnownTables targets;
  private final Set<SourceName> missing = new HashSet<>();
  private PutDeadline deadline;

  public Tables(TableOpening opening, LongSupplier nanoClock) {
    this.opening = opening;
    this.targets = new KnownTables(nanoClock);
  }

  /** What was missing before may exist now. */
  public void beginPut(PutDeadline put) {
    deadline = put;
    missing.clear();
  }

  /** Forgets the definitions of tables by their names. */
  public void forget(Set<Object> names) {
    targets.forget(names);
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
      target = read(change.source(), () -> opening.open(change.source(), source, true));
      warnOfItself(change, target);
    } else if (source != null) {
      opening.check(target, source);
    }
    // A column that is not determined yet is looked for again with each row.
    if (described != null && TableCheck.missing(target.table(), described).isEmpty()) {
      target.know(change.rowShape());
    }
    return target;
  }

  /** The source's table of the same name in another tenant looks the same. */
  private static void warnOfItself(Change change, TargetTable target) {
    TableName name = target.name();
    if (SourceBlock.of(change).connector().equals("oceanbase")
        && name.database().equalsIgnoreCase(change.source().database())
        && name.table().equalsIgnoreCase(change.source().collection())) {
      LOG.warn(
          "The records of {} come from a table of OceanBase with the name of their target. If it is"
              + " the same table, each row that is written is captured and comes again, without end:"
              + " map it to another table with {}, or exclude its topic.",
          name,
          TableConfig.MAPPINGS);
    }
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
    TargetTable found = read(change.source(), () -> opening.find(change.source(), described));
    if (found == null) {
      missing.add(change.source());
    }
    return found;
  }

  /**
   * Creates or widens the table of a schema change event, if that is allowed.
   *
   * @return whether nothing is left to do, so that the table has all of its indexes too
   */
  public boolean apply(SourceTable source) throws SQLException {
    if (!opening.canApply(source)) {
      deadline.check();
      return opening.completeIndexes(source);
    }
    TargetTable known = targets.get(source.source());
    if (known != null
        && TableCheck.missing(known.table(), source).isEmpty()
        && opening.awaitsIndexes(known, source)) {
      // Asked again and again, of many tables, so their definitions are not read each time.
      return false;
    }
    TargetTable target = read(source.source(), () -> opening.open(source.source(), source, false));
    return opening.completeIndexes(target, source);
  }

  /** The table of a source's name, or null if there is none. */
  public TargetTable of(SourceName source) throws SQLException {
    TargetTable target = fresh(source);
    return target != null ? target : read(source, () -> opening.find(source, null));
  }

  /**
   * Reads a table again, for a change that does not fit it: an operator may have widened a column.
   *
   * @return the given table itself if nothing has changed
   */
  public TargetTable reread(SourceName source, TargetTable known) throws SQLException {
    TargetTable now = read(source, () -> opening.reopen(known));
    return now == null ? known : now;
  }

  /** The known table, read again if that was long ago; null if none is known, or it is gone. */
  private TargetTable fresh(SourceName source) throws SQLException {
    TargetTable known = targets.get(source);
    return known == null || targets.isFresh(source)
        ? known
        : read(source, () -> opening.reopen(known));
  }

  private TargetTable read(SourceName source, KnownTables.Reading reading) throws SQLException {
    deadline.check();
    return targets.read(source, reading);
  }
}
