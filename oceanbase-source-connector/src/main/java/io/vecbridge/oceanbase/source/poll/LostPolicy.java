// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.relational.TableId;
import io.vecbridge.common.config.ObjectFailureMode;
import io.vecbridge.common.source.config.SnapshotMode;
import io.vecbridge.oceanbase.source.metrics.SourceMetrics;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to a table whose changes can't be found after its position: its capture fails with
 * an error message, or with {@code snapshot.mode=when_needed} a new snapshot is taken, which is
 * logged and counted. The gap is never skipped silently.
 */
record LostPolicy(SnapshotMode mode, ObjectFailureMode failures, SourceMetrics metrics) {
  private static final Logger LOG = LoggerFactory.getLogger(LostPolicy.class);

  /**
   * Returns if a new snapshot is to be taken.
   *
   * @throws ConnectException if an operator has to decide
   */
  void resnapshotOrFail(TableId id, String reason) {
    String what = "Changes of table " + id + " can't be captured from its position on: " + reason;
    if (!mode.snapshotsWhenPositionIsLost()) {
      throw new ConnectException(
          what
              + ". Set snapshot.mode=when_needed, which takes a new snapshot of it, or remove the"
              + " table's offset (DELETE or PATCH /connectors/<name>/offsets) and restart; rows"
              + " that were deleted in the meantime stay in the target.");
    }
    metrics.gap(what + ".");
    LOG.warn(
        "{}. Taking a new snapshot of it; rows that were deleted in the meantime stay in the"
            + " target.",
        what);
  }

  /**
   * Returns if the other tables are to be captured without it.
   *
   * @throws ConnectException if an operator has to decide
   */
  void releaseOrFail(TableId id) {
    String what =
        "Table "
            + id
            + " was dropped or renamed, or can no longer be read: its rows stay in the target";
    if (!mode.snapshotsWhenPositionIsLost() && failures.failsTask()) {
      throw new ConnectException(
          what
              + ". Restart the task to continue with the other tables; snapshot.mode=when_needed"
              + " or object.failure.mode=continue does so by itself.");
    }
    LOG.error("{}. Its capture ends.", what);
  }
}
