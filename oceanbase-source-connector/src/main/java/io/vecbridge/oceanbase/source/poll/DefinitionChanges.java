// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.oceanbase.source.offset.TableShape;
import io.vecbridge.oceanbase.source.page.Tenant;
import java.sql.SQLException;

/**
 * What happens to a table whose definition changed, or that can no longer be read as it was. The
 * server decides: as long as it reads the table as it was at the last SCN, and the shapes allow it,
 * the capture continues with the new definition; otherwise the position is lost.
 */
final class DefinitionChanges {
  private static final int MOST_RESTARTS = 20;

  private final Tenant tenant;
  private final LostPolicy lost;

  DefinitionChanges(Tenant tenant, LostPolicy lost) {
    this.tenant = tenant;
    this.lost = lost;
  }

  /**
   * Continues with another definition, or takes a new snapshot.
   *
   * @param changed null if the table is gone
   * @return whether the table is still captured
   */
  boolean apply(TableCapture capture, TableDefinition changed)
      throws SQLException, InterruptedException {
    if (changed == null) {
      lost.releaseOrFail(capture.id());
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

  /**
   * A read of the table as it was at some SCN was refused, or named a column that is no longer
   * there.
   */
  void readAgain(TableCapture capture, SQLException refused)
      throws SQLException, InterruptedException {
    TableDefinition now = tenant.table(capture.id());
    if (now == null) {
      // The next comparison of the definitions decides.
      capture.restart();
    } else if (!now.fingerprint().equals(capture.definition().fingerprint())) {
      apply(capture, now);
    } else if (refusal(capture, now) != null || capture.restart() > MOST_RESTARTS) {
      // Otherwise the poll's upper SCN was refused, and the next poll has another.
      resnapshot(capture, now, LostPosition.reason(refused));
    }
  }

  private void resnapshot(TableCapture capture, TableDefinition now, String reason)
      throws SQLException, InterruptedException {
    lost.resnapshotOrFail(capture.id(), reason);
    capture.resnapshot(now, tenant.currentScn());
  }

  /** The error by which the server refuses to read the table as it was; null if it does. */
  private static SQLException refusal(TableCapture capture, TableDefinition table)
      throws SQLException {
    try {
      capture.pages(table).probe(capture.scn());
      return null;
    } catch (SQLException e) {
      if (LostPosition.isLost(e)) {
        return e;
      }
      if (LostPosition.isOutdated(e)) {
        // The definition changed again in the meantime; the next read finds that out.
        return null;
      }
      throw e;
    }
  }
}
