// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.oceanbase.source.offset.TableShape;
import io.vecbridge.oceanbase.source.page.Tenant;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens to a table whose definition changed, or that can no longer be read as it was. The
 * server decides: as long as it reads the table as it was at the last SCN, and the shapes allow it,
 * the capture continues with the new definition; otherwise the position is lost.
 *
 * <p>Guarantees that a poll that has sent something is finished between its two SCNs and never
 * begun again with a later upper one: a row that it sent, and that was deleted since, exists at
 * neither end of another poll. Partitions that are younger than the upper SCN are left out of it.
 */
final class DefinitionChanges {
  private static final int MOST_REFUSALS = 20;

  private final Tenant tenant;
  private final LostPolicy lost;

  /** What is left to do for the table. */
  enum Outcome {
    /** It is captured further. */
    CONTINUES,
    /** It needs a new snapshot. */
    SNAPSHOT,
    /** It no longer exists. */
    GONE
  }

  DefinitionChanges(Tenant tenant, LostPolicy lost) {
    this.tenant = tenant;
    this.lost = lost;
  }

  /**
   * Continues with another definition, if that is possible.
   *
   * @param changed null if the table is gone
   */
  Outcome apply(TableCapture capture, TableDefinition changed)
      throws SQLException, InterruptedException {
    if (changed == null) {
      lost.releaseOrFail(capture.id());
      return Outcome.GONE;
    }
    String obstacle = capture.shape().obstacleTo(capture.shapeOf(changed));
    if (obstacle == null) {
      SQLException refusal = refusal(capture, changed);
      if (refusal == null) {
        capture.redefine(changed);
        return Outcome.CONTINUES;
      }
      obstacle = LostPosition.reason(refusal);
    }
    return lost(capture, obstacle);
  }

  /**
   * A read of the table as it was at some SCN was refused, or named a column that is no longer
   * there.
   */
  Outcome readAgain(TableCapture capture, SQLException refused)
      throws SQLException, InterruptedException {
    TableDefinition now = tenant.table(capture.id());
    if (now == null || !now.fingerprint().equals(capture.definition().fingerprint())) {
      Outcome outcome = apply(capture, now);
      if (outcome != Outcome.CONTINUES) {
        return outcome;
      }
      leaveOutYoungerPartitions(capture);
      return capture.refused() > MOST_REFUSALS
          ? lost(capture, LostPosition.reason(refused))
          : Outcome.CONTINUES;
    }
    if (refusal(capture, now) != null || capture.refused() > MOST_REFUSALS) {
      return lost(capture, LostPosition.reason(refused));
    }
    if (leaveOutYoungerPartitions(capture)) {
      return Outcome.CONTINUES;
    }
    if (capture.isSnapshotting() || capture.hasSentOfPoll()) {
      // Time can help: an upper SCN may be ahead of a node's clock.
      throw LostPosition.passing(refused);
    }
    // The next poll has another upper SCN.
    capture.restart();
    return Outcome.CONTINUES;
  }

  /** The position is ahead of the tenant's SCN. */
  Outcome ahead(TableCapture capture) {
    return lost(
        capture, "its SCN is ahead of the tenant's, which was restored to an earlier state");
  }

  /**
   * A poll that another task began is continued. A page need not reach a partition that is younger
   * than the upper SCN, so the server is asked for each.
   */
  void resume(TableCapture capture) throws SQLException {
    if (!leaveOutYoungerPartitions(capture)) {
      capture.readAtHigh(List.of());
    }
  }

  private Outcome lost(TableCapture capture, String reason) {
    lost.resnapshotOrFail(capture.id(), reason);
    return Outcome.SNAPSHOT;
  }

  /** Whether there are partitions that are younger than the upper SCN of the poll in progress. */
  private boolean leaveOutYoungerPartitions(TableCapture capture) throws SQLException {
    List<String> atLow = capture.shape().partitionsIn(capture.definition());
    if (!capture.isBusy() || capture.isSnapshotting() || atLow.isEmpty()) {
      return false;
    }
    List<String> atHigh = new ArrayList<>();
    List<String> all = TableShape.partitionsOf(capture.definition());
    for (String partition : all) {
      if (atLow.contains(partition) || isReadable(capture, partition)) {
        atHigh.add(partition);
      }
    }
    if (atHigh.size() == all.size() || atHigh.equals(capture.partitionsAtHigh())) {
      return false;
    }
    capture.readAtHigh(atHigh);
    return true;
  }

  private boolean isReadable(TableCapture capture, String partition) throws SQLException {
    try {
      capture.partition(tenant, partition).probe(capture.high());
      return true;
    } catch (SQLException e) {
      if (LostPosition.isLost(e)) {
        return false;
      }
      throw e;
    }
  }

  /** The error by which the server refuses to read the table as it was; null if it does. */
  private SQLException refusal(TableCapture capture, TableDefinition table) throws SQLException {
    try {
      capture.pages(tenant, table).probe(capture.scn());
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
