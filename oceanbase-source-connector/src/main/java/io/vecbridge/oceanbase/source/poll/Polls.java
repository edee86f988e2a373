// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.relational.TableId;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.oceanbase.source.config.CaptureOptions;
import io.vecbridge.oceanbase.source.page.Tenant;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each table its turn. Tables whose poll is due begin it together: they share the upper SCN
 * and one read of their definitions.
 *
 * <p>Guarantees that a snapshot isn't delayed by the number and size of the complete tables: while
 * snapshots are read, all polls together take a fifth of the time, so that the history that the
 * tenant keeps has to cover little more than one snapshot.
 *
 * <p>Guarantees that the definitions are those at the upper SCN: they are compared after it was
 * taken, and if one has changed, another upper SCN is taken. So every value that is committed up to
 * it belongs to a column that is captured.
 */
final class Polls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Polls.class);
  private static final int TOGETHER = 32;
  private static final int MOST_ROUNDS = 5;
  private static final int PARTS_DURING_SNAPSHOTS = 5;
  // SCNs are nanoseconds; those of two nodes differ by less.
  private static final long MOST_AHEAD = Duration.ofMinutes(1).toNanos();

  private final Tenant tenant;
  private final DefinitionChanges changes;
  private final TableFailures failures;
  private final SlowReads slowReads;
  private final LongSupplier nanoClock;
  private final IdleBudget budget;
  private final TimeShare duringSnapshots;

  Polls(
      CaptureOptions options,
      Tenant tenant,
      DefinitionChanges changes,
      TableFailures failures,
      SlowReads slowReads,
      LongSupplier nanoClock) {
    this.tenant = tenant;
    this.changes = changes;
    this.failures = failures;
    this.slowReads = slowReads;
    this.nanoClock = nanoClock;
    this.budget =
        new IdleBudget(options.pollInterval(), options.idleInterval(), nanoClock.getAsLong());
    this.duringSnapshots = new TimeShare(PARTS_DURING_SNAPSHOTS, nanoClock.getAsLong());
  }

  /**
   * One page of each table that is busy, and of those whose poll begins.
   *
   * @return whether there was anything to do, so that there may be more
   */
  boolean advance(CapturedSet captured) throws SQLException, InterruptedException {
    boolean progressed = takeSlowRead(captured);
    boolean snapshots = readPages(captured, true);
    long start = nanoClock.getAsLong();
    if (snapshots && !duringSnapshots.isFree(start)) {
      return true;
    }
    progressed |= readPages(captured, false) | begin(captured, true) | begin(captured, false);
    if (snapshots) {
      long end = nanoClock.getAsLong();
      duringSnapshots.spent(end - start, end);
    }
    return progressed | snapshots;
  }

  /** One page of each table that is busy with its snapshot, or of each other table that is busy. */
  private boolean readPages(CapturedSet captured, boolean ofSnapshots)
      throws SQLException, InterruptedException {
    boolean progressed = false;
    for (TableCapture capture : List.copyOf(captured.open())) {
      boolean hasPage = capture.isBusy() || capture.requests().areReadable();
      if (capture.isSnapshotting() == ofSnapshots && hasPage && isReady(capture)) {
        progressed |= step(captured, capture);
      }
    }
    return progressed;
  }

  private boolean isReady(TableCapture capture) {
    return !slowReads.isReading(capture)
        && !failures.isPaused(capture.id())
        && capture.waitMillis() == 0;
  }

  private boolean begin(CapturedSet captured, boolean idle)
      throws SQLException, InterruptedException {
    long start = nanoClock.getAsLong();
    List<TableCapture> due = due(captured, idle, start);
    if (due.isEmpty()) {
      return false;
    }
    long high = upperScn(captured, due);
    for (TableCapture capture : due) {
      begin(captured, capture, high);
    }
    if (idle) {
      long end = nanoClock.getAsLong();
      budget.spent(end - start, end);
    }
    return true;
  }

  private void begin(CapturedSet captured, TableCapture capture, long high)
      throws SQLException, InterruptedException {
    if (high >= capture.scn()) {
      capture.poll(high);
      step(captured, capture);
    } else if (capture.scn() - high > MOST_AHEAD) {
      failures.attempt(capture.id(), () -> apply(captured, capture, changes.ahead(capture)));
    } else {
      // A start SCN that is still to come.
      capture.postpone(nanoClock.getAsLong());
    }
  }

  /** After an outage: another connection is opened. */
  void reconnect() {
    tenant.drop();
  }

  @Override
  public void close() {
    slowReads.close();
    tenant.close();
  }

  /** Those that have waited longest, in the order of their names. */
  private List<TableCapture> due(CapturedSet captured, boolean idle, long now) {
    List<TableCapture> candidates = new ArrayList<>();
    for (TableCapture capture : captured.open()) {
      if (!capture.isBusy()
          && isReady(capture)
          && budget.isIdle(capture.changedAt(), now) == idle
          && budget.isDue(capture.polledAt(), capture.changedAt(), now)) {
        candidates.add(capture);
      }
    }
    List<TableCapture> due = new ArrayList<>();
    candidates.stream()
        .sorted((a, b) -> Long.signum(a.polledAt() - b.polledAt()))
        .limit(TOGETHER)
        .sorted(Comparator.comparing(TableCapture::id))
        .forEach(due::add);
    return due;
  }

  /**
   * An upper SCN at which the tables have the definitions that they are captured with. Tables whose
   * poll can't begin are removed from the list.
   */
  private long upperScn(CapturedSet captured, List<TableCapture> due)
      throws SQLException, InterruptedException {
    for (int round = 0; ; round++) {
      long high = tenant.currentScn();
      Map<TableId, String> now =
          tenant.fingerprints(due.stream().map(TableCapture::definition).toList());
      List<TableCapture> changed = new ArrayList<>(due);
      changed.removeIf(capture -> capture.hasFingerprint(now.get(capture.id())));
      if (changed.isEmpty()) {
        return high;
      }
      for (TableCapture capture : changed) {
        boolean applied =
            failures.attempt(
                capture.id(),
                () -> apply(captured, capture, changes.apply(capture, tenant.table(capture.id()))));
        if (!applied || !captured.open().contains(capture) || round == MOST_ROUNDS) {
          due.remove(capture);
        }
      }
      if (due.isEmpty() || round == MOST_ROUNDS) {
        return high;
      }
    }
  }

  private static void apply(
      CapturedSet captured, TableCapture capture, DefinitionChanges.Outcome outcome) {
    switch (outcome) {
      case CONTINUES -> {}
      case SNAPSHOT -> captured.snapshotAgain(capture);
      case GONE -> captured.remove(capture);
    }
  }

  /** Whether anything was done. */
  private boolean step(CapturedSet captured, TableCapture capture)
      throws SQLException, InterruptedException {
    if (!capture.isSlow()) {
      failures.attempt(capture.id(), () -> send(captured, capture, () -> capture.read(tenant)));
      return true;
    }
    if (slowReads.isFree()) {
      slowReads.begin(capture);
      return true;
    }
    return false;
  }

  private boolean takeSlowRead(CapturedSet captured) throws SQLException, InterruptedException {
    TableCapture capture = slowReads.ended();
    if (capture == null) {
      return false;
    }
    failures.attempt(capture.id(), () -> send(captured, capture, slowReads::take));
    return true;
  }

  /** Reads one page of a table. */
  private interface Read {
    TableReading.Page page() throws SQLException, InterruptedException;
  }

  private void send(CapturedSet captured, TableCapture capture, Read read)
      throws SQLException, InterruptedException {
    TableReading.Page page;
    try {
      if (capture.isResumedPoll()) {
        changes.resume(capture);
      }
      page = read.page();
    } catch (SQLException e) {
      refused(captured, capture, e);
      return;
    }
    try {
      capture.send(page, nanoClock.getAsLong());
    } catch (RuntimeException e) {
      capture.forget();
      throw e;
    }
  }

  private void refused(CapturedSet captured, TableCapture capture, SQLException error)
      throws SQLException, InterruptedException {
    capture.forget();
    if (capture.requests().abandons(error)) {
      return;
    }
    if (LostPosition.isLost(error) || LostPosition.isOutdated(error)) {
      apply(captured, capture, changes.readAgain(capture, error));
    } else if (OceanBaseFailures.isTimeout(error) && !capture.isSlow()) {
      LOG.info("Table {} is read on the second connection: its statements take long", capture.id());
      capture.slow(true);
    } else {
      throw error;
    }
  }
}
