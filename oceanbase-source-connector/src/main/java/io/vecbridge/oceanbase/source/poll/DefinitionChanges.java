// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.oceanbase.source.offset.TableShape;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import io.vecbridge.oceanbase.source.table.Session;
import java.sql.SQLException;

/**
 * What becomes of a table whose definition changed, or that can't be read any more as it was. The
 * server decides: as long as it reads the table as it was at the last SCN, and the shapes allow it,
 * the capture goes on with the new definition; otherwise the position is lost.
 */
final class DefinitionChanges {
  private static final int MOST_RESTARTS = 20;

  private final Session session;
  private final LostPolicy lost;
  private final CapturedTables tables;

  DefinitionChanges(Session session, CapturedTables tables, LostPolicy lost) {
    this.session = session;
    this.tables = tables;
    this.lost = lost;
  }

  /**
   * The definition is another.
   *
   * @param changed null where the table is gone
   * @return whether the table is captured on
   */
  boolean apply(TableCapture capture, TableDefinition changed)
      throws SQLException, InterruptedException {
    if (changed == null) {
      lost.leaveOrFail(capture.id());
      return false;
    }
    String obstacle = capture.shape().obstacleTo(TableShape.of(changed));
    if (obstacle == null) {
      SQLException refusal = refusal(capture, changed);
      if (refusal == null) {
        capture.redefine(changed);
        return true;
      }
      obstacle = LostPosition.reason(refusal);
    }
    resnapshot(capture, changed, obstacle);
    return true;
  }

  /** A read of the table as it was at some SCN was refused. */
  void readAgain(TableCapture capture, SQLException refused)
      throws SQLException, InterruptedException {
    TableDefinition now = tables.read(session.connection(), capture.id());
    if (now == null) {
      // The next look at the definitions answers it.
      capture.restart();
    } else if (!now.fingerprint().equals(capture.definition().fingerprint())) {
      apply(capture, now);
    } else if (refusal(capture, now) != null || capture.restart() > MOST_RESTARTS) {
      // Elsewise it was the poll's upper SCN: the next poll has another.
      resnapshot(capture, now, LostPosition.reason(refused));
    }
  }

  private void resnapshot(TableCapture capture, TableDefinition now, String reason)
      throws SQLException, InterruptedException {
    lost.resnapshotOrFail(capture.id(), reason);
    capture.resnapshot(now, session.currentScn());
  }

  /** The error by which the server refuses to read the table as it was; null if it does. */
  private static SQLException refusal(TableCapture capture, TableDefinition table)
      throws SQLException {
    try {
      capture.pages(table).probe(capture.scn());
      return null;
    } catch (SQLException e) {
      if (LostPosition.isTold(e)) {
        return e;
      }
      throw e;
    }
  }
}
