// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.write.BatchWriter;
import io.vecbridge.common.sink.write.BatchWriter.Refusal;
import io.vecbridge.common.sink.write.Chunks;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.common.sink.write.Rows;
import io.vecbridge.common.sink.write.TargetBatch;
import io.vecbridge.oceanbase.sink.row.RecordKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Guarantees that rows can hand over unique values to each other, and that parents and children can
 * come in any order: within a statement, between the statements and tables of a put, between puts,
 * partitions and tasks.
 *
 * <p>A row is changed in place, so a row that is refused stays as it was. One that is refused
 * because of another row is set aside until all other rows of the put are written, and tried again
 * as long as any of those set aside passes. What is left then can be a circle: its rows get their
 * unique values in one statement. A row that is still refused waits for a later put ({@link
 * io.vecbridge.common.sink.flow.WaitingRecords}), in the last state before it that can be written,
 * and gives way to what it replaced when it has waited long enough.
 */
final class HandOvers {
  private static final int MOST_ROUNDS = 8;
  private static final int MOST_EXCHANGES = 3;

  private final Chunks chunks;
  private List<Aside> aside = new ArrayList<>();

  /**
   * Rows that the server can refuse because of other rows: a unique value belongs to another row, a
   * parent is missing, a child is left.
   */
  interface LinkedRows extends Rows {
    /**
     * Gives existing rows the unique values of their changes, all at once.
     *
     * @param changes at least one
     */
    void exchange(List<RowChange> changes);

    /** Whether a unique value of a change belongs to a row of none of the changes. */
    boolean isBlocked(RowChange change, List<RowChange> changes);

    /** A place in the transaction; running it undoes what was done since. */
    Runnable mark();
  }

  HandOvers(Chunks chunks) {
    this.chunks = chunks;
  }

  /** A put begins: nothing is set aside. */
  void begin() {
    aside = new ArrayList<>();
  }

  /** Writes the changes of a batch, and sets aside those that need other rows first. */
  void write(LinkedRows rows, TargetBatch<?> batch, ErrantRecords errant)
      throws InterruptedException {
    attempt(
        rows,
        List.copyOf(batch.changes()),
        (change, reason) -> refused(new Aside(rows, batch, change, reason), errant));
  }

  /** Writes what was set aside, before the put is committed. */
  void finish(ErrantRecords errant) throws InterruptedException {
    List<Aside> left = aside;
    int before = Integer.MAX_VALUE;
    for (int round = 0; round < MOST_ROUNDS && left.size() < before; round++) {
      before = left.size();
      // Against the order of the last time, in which each row met the one after it.
      Collections.reverse(left);
      left = each(left, this::again);
    }
    left = each(left, this::exchange);
    for (Aside row : left) {
      RowChange written = writtenBefore(row);
      if (postponed(row.change, written, errant)) {
        row.batch.replace(row.change.key(), written);
      } else {
        giveWay(row, errant, false);
      }
    }
    begin();
  }

  /**
   * Writes the last state of a row that can be written before the change that can't: it may free
   * what another task's row waits for, and that row what this one waits for.
   *
   * @return the change that leaves this state, or null if there is none
   */
  private RowChange writtenBefore(Aside row) throws InterruptedException {
    RowChange earlier = row.change.previous();
    while (earlier != null && !attempt(row, List.of(earlier)).isEmpty()) {
      earlier = earlier.previous();
    }
    return earlier;
  }

  /** Lets the changes of a key wait that follow what is written of it. */
  private static boolean postponed(RowChange last, RowChange written, ErrantRecords errant) {
    LinkedList<Change> events = new LinkedList<>();
    long bytes = 0;
    for (RowChange each = last; each != written; each = each.previous()) {
      events.addFirst(each.event());
      bytes += each.bytes();
    }
    return errant.postpone(events, bytes);
  }

  private void refused(Aside row, ErrantRecords errant) throws InterruptedException {
    if (OceanBaseFailures.needsOtherRow(row.reason)) {
      aside.add(row);
    } else {
      giveWay(row, errant, true);
    }
  }

  /** Reports an offender, and writes what it replaced in the batch instead. */
  private void giveWay(Aside offender, ErrantRecords errant, boolean setsAside)
      throws InterruptedException {
    Aside row = offender;
    while (row != null) {
      if (row.change.isMerged()) {
        oneByOne(row, errant);
        return;
      }
      errant.refused(row.change.origin(), row.reason);
      RowChange earlier = row.change.previous();
      row.batch.replace(row.change.key(), earlier);
      List<Aside> left = earlier == null ? List.of() : attempt(row, List.of(earlier));
      row = left.isEmpty() ? null : left.get(0);
      if (row != null && setsAside && OceanBaseFailures.needsOtherRow(row.reason)) {
        aside.add(row);
        return;
      }
    }
  }

  /** Any of the changes that were merged can be the offender, so each is written by itself. */
  private void oneByOne(Aside offender, ErrantRecords errant) throws InterruptedException {
    RowChange written = null;
    for (RowChange change : offender.change.chain()) {
      List<Aside> left = attempt(offender, List.of(change));
      if (left.isEmpty()) {
        written = change.after(written);
      } else {
        errant.refused(change.origin(), left.get(0).reason);
      }
    }
    offender.batch.replace(offender.change.key(), written);
  }

  /** Tries the rows of one table again, and returns those that are refused again. */
  private List<Aside> again(List<Aside> rows) throws InterruptedException {
    return attempt(rows.get(0), rows.stream().map(Aside::change).toList());
  }

  /** Gives the rows of one table their unique values in one statement. */
  private List<Aside> exchange(List<Aside> waiting) throws InterruptedException {
    LinkedRows table = waiting.get(0).rows;
    List<Aside> left = new ArrayList<>();
    List<Aside> circle = waiting;
    for (int round = 0; round < MOST_EXCHANGES && circle.size() > 1; round++) {
      List<RowChange> changes = circle.stream().map(Aside::change).toList();
      if (exchanged(table, changes)) {
        left.addAll(again(circle));
        return left;
      }
      Map<Boolean, List<Aside>> blocked =
          circle.stream()
              .collect(Collectors.partitioningBy(row -> table.isBlocked(row.change, changes)));
      left.addAll(blocked.get(true));
      circle = blocked.get(false);
    }
    left.addAll(circle);
    return left;
  }

  private static boolean exchanged(LinkedRows table, List<RowChange> changes) {
    List<RowChange> written = changes.stream().filter(RowChange::writes).toList();
    if (written.isEmpty()) {
      // Parents that wait for the deletes of their children.
      return true;
    }
    Runnable undo = table.mark();
    try {
      table.exchange(written);
      return true;
    } catch (RequestException e) {
      if (e.failure() != Failure.RECORD) {
        throw e;
      }
      undo.run();
      return false;
    }
  }

  private List<Aside> attempt(Aside any, List<RowChange> changes) throws InterruptedException {
    List<Aside> refused = new ArrayList<>();
    attempt(
        any.rows,
        changes,
        (change, reason) -> refused.add(new Aside(any.rows, any.batch, change, reason)));
    return refused;
  }

  /** Deletes first, among them rows that are deleted before they come again. */
  private void attempt(LinkedRows rows, List<RowChange> changes, Refusal refusal)
      throws InterruptedException {
    List<RowChange> deletes = new ArrayList<>();
    Map<Object, RowChange> upserts = new LinkedHashMap<>();
    for (RowChange change : changes) {
      if (!change.writes() || change.recreates()) {
        deletes.add(change);
      }
      if (change.writes()) {
        upserts.put(change.key(), change);
      }
    }
    for (List<RowChange> chunk : chunks.of(deletes, row -> RecordKey.of(row).columns())) {
      BatchWriter.halving(
          chunk,
          rows::delete,
          (change, reason) -> {
            upserts.remove(change.key());
            refusal.of(change, reason);
          });
    }
    for (List<RowChange> chunk : chunks.of(upserts.values(), RowStatements::form)) {
      BatchWriter.halving(chunk, rows::upsert, refusal);
    }
  }

  /** Does something for the rows of each table, and returns what is left of all. */
  private static List<Aside> each(List<Aside> rows, Step step) throws InterruptedException {
    Map<LinkedRows, List<Aside>> tables = new LinkedHashMap<>();
    for (Aside row : rows) {
      tables.computeIfAbsent(row.rows, table -> new ArrayList<>()).add(row);
    }
    List<Aside> left = new ArrayList<>();
    for (List<Aside> table : tables.values()) {
      left.addAll(step.of(table));
    }
    return left;
  }

  /** A change that was refused, and why. */
  private record Aside(
      LinkedRows rows, TargetBatch<?> batch, RowChange change, RequestException reason) {}

  /** Tries to write rows of one table, and returns those that are refused. */
  @FunctionalInterface
  private interface Step {
    List<Aside> of(List<Aside> table) throws InterruptedException;
  }
}
