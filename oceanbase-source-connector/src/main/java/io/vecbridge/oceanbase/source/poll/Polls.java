// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.relational.TableId;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import io.vecbridge.oceanbase.source.table.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives each table its turn. Tables whose poll is due begin it together: they share the upper SCN,
 * and one look at their definitions, which is made before any of them is read.
 */
final class Polls {
  private static final int TOGETHER = 32;

  private final Session session;
  private final CapturedTables tables;
  private final DefinitionChanges changes;
  private final IdleBudget budget;

  Polls(OceanBaseSourceConfig config, Session session, CapturedTables tables, long now) {
    this.session = session;
    this.tables = tables;
    this.changes = new DefinitionChanges(session, tables, new LostPolicy(config.getSnapshotMode()));
    this.budget =
        new IdleBudget(config.capture().pollInterval(), config.capture().idleInterval(), now);
  }

  /**
   * One page of each table that is busy, and of those whose poll begins.
   *
   * @return whether there was anything to do, so that there may be more
   */
  boolean advance(Map<TableId, TableCapture> captures) throws SQLException, InterruptedException {
    boolean worked = false;
    for (TableCapture capture : captures.values()) {
      if (capture.isBusy() && capture.waitMillis() == 0) {
        step(capture);
        worked = true;
      }
    }
    return worked | begin(captures, true) | begin(captures, false);
  }

  private boolean begin(Map<TableId, TableCapture> captures, boolean idle)
      throws SQLException, InterruptedException {
    long start = System.nanoTime();
    Map<TableId, TableCapture> due = due(captures, idle, start);
    if (due.isEmpty()) {
      return false;
    }
    compareDefinitions(captures, due);
    if (!due.isEmpty()) {
      long high = session.currentScn();
      for (TableCapture capture : due.values()) {
        if (capture.isBusy()) {
          continue;
        }
        if (high < capture.scn()) {
          // A start SCN that is still to come.
          capture.postpone(System.nanoTime());
        } else {
          capture.poll(high);
          step(capture);
        }
      }
    }
    if (idle) {
      long end = System.nanoTime();
      budget.spent(end - start, end);
    }
    return true;
  }

  private Map<TableId, TableCapture> due(
      Map<TableId, TableCapture> captures, boolean idle, long now) {
    List<TableCapture> candidates = new ArrayList<>();
    for (TableCapture capture : captures.values()) {
      if (!capture.isBusy()
          && capture.waitMillis() == 0
          && budget.isIdle(capture.changedAt(), now) == idle
          && budget.isDue(capture.polledAt(), capture.changedAt(), now)) {
        candidates.add(capture);
      }
    }
    candidates.sort((a, b) -> Long.signum(a.polledAt() - b.polledAt()));
    Map<TableId, TableCapture> due = new TreeMap<>();
    for (TableCapture capture : candidates.subList(0, Math.min(TOGETHER, candidates.size()))) {
      due.put(capture.id(), capture);
    }
    return due;
  }

  private void compareDefinitions(
      Map<TableId, TableCapture> captures, Map<TableId, TableCapture> due)
      throws SQLException, InterruptedException {
    Map<TableId, String> now = tables.fingerprints(session.connection(), due.keySet());
    for (TableId id : Set.copyOf(due.keySet())) {
      TableCapture capture = due.get(id);
      if (!capture.definition().fingerprint().equals(now.get(id))) {
        TableDefinition changed = tables.read(session.connection(), id);
        if (!changes.apply(capture, changed)) {
          captures.remove(id).close();
          due.remove(id);
        }
      }
    }
  }

  private void step(TableCapture capture) throws SQLException, InterruptedException {
    try {
      capture.step(System.nanoTime());
    } catch (SQLException e) {
      if (!LostPosition.isTold(e)) {
        throw e;
      }
      changes.readAgain(capture, e);
    }
  }
}
