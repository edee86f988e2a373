// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.relational.TableId;
import io.vecbridge.oceanbase.source.config.CaptureOptions;
import io.vecbridge.oceanbase.source.page.Tenant;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Gives each table its turn. Tables whose poll is due begin it together: they share the upper SCN
 * and one read of their definitions, which comes before any of them is read.
 */
final class Polls {
  private static final int TOGETHER = 32;

  private final Tenant tenant;
  private final DefinitionChanges changes;
  private final LongSupplier nanoClock;
  private final IdleBudget budget;

  Polls(CaptureOptions options, Tenant tenant, DefinitionChanges changes, LongSupplier nanoClock) {
    this.tenant = tenant;
    this.changes = changes;
    this.nanoClock = nanoClock;
    this.budget =
        new IdleBudget(options.pollInterval(), options.idleInterval(), nanoClock.getAsLong());
  }

  /**
   * One page of each table that is busy, and of those whose poll begins.
   *
   * @return whether there was anything to do, so that there may be more
   */
  boolean advance(CapturedSet captured) throws SQLException, InterruptedException {
    boolean progressed = false;
    for (TableCapture capture : captured.open()) {
      if (capture.isBusy() && capture.waitMillis() == 0) {
        step(capture);
        progressed = true;
      }
    }
    return progressed | begin(captured, true) | begin(captured, false);
  }

  private boolean begin(CapturedSet captured, boolean idle)
      throws SQLException, InterruptedException {
    long start = nanoClock.getAsLong();
    List<TableCapture> due = due(captured, idle, start);
    if (due.isEmpty()) {
      return false;
    }
    List<TableCapture> present = compareDefinitions(captured, due);
    if (!present.isEmpty()) {
      beginTogether(present);
    }
    if (idle) {
      long end = nanoClock.getAsLong();
      budget.spent(end - start, end);
    }
    return true;
  }

  private void beginTogether(List<TableCapture> captures)
      throws SQLException, InterruptedException {
    long high = tenant.currentScn();
    for (TableCapture capture : captures) {
      if (capture.isBusy()) {
        // Its definition changed, and a new snapshot is under way.
        continue;
      }
      if (high < capture.scn()) {
        // A start SCN that is still to come.
        capture.postpone(nanoClock.getAsLong());
      } else {
        capture.poll(high);
        step(capture);
      }
    }
  }

  /** Those that have waited longest, in the order of their names. */
  private List<TableCapture> due(CapturedSet captured, boolean idle, long now) {
    List<TableCapture> candidates = new ArrayList<>();
    for (TableCapture capture : captured.open()) {
      if (!capture.isBusy()
          && capture.waitMillis() == 0
          && budget.isIdle(capture.changedAt(), now) == idle
          && budget.isDue(capture.polledAt(), capture.changedAt(), now)) {
        candidates.add(capture);
      }
    }
    return candidates.stream()
        .sorted((a, b) -> Long.signum(a.polledAt() - b.polledAt()))
        .limit(TOGETHER)
        .sorted(Comparator.comparing(TableCapture::id))
        .toList();
  }

  /** Applies what changed; returns the tables that are still captured. */
  private List<TableCapture> compareDefinitions(CapturedSet captured, List<TableCapture> due)
      throws SQLException, InterruptedException {
    Map<TableId, String> now = tenant.fingerprints(due.stream().map(TableCapture::id).toList());
    List<TableCapture> present = new ArrayList<>();
    for (TableCapture capture : due) {
      if (capture.definition().fingerprint().equals(now.get(capture.id()))
          || changes.apply(capture, tenant.table(capture.id()))) {
        present.add(capture);
      } else {
        captured.remove(capture);
      }
    }
    return present;
  }

  private void step(TableCapture capture) throws SQLException, InterruptedException {
    try {
      capture.step(nanoClock.getAsLong());
    } catch (SQLException e) {
      if (!LostPosition.isLost(e) && !LostPosition.isOutdated(e)) {
        throw e;
      }
      changes.readAgain(capture, e);
    }
  }
}
