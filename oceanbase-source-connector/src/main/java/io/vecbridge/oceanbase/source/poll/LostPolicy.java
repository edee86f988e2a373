// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.config.SnapshotMode;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a table whose changes can't be found from its position on: the task fails with a
 * sentence, or with {@code snapshot.mode=when_needed} a new snapshot is taken. Never is the gap
 * passed over in silence.
 */
record LostPolicy(SnapshotMode mode) {
  private static final Logger LOG = LoggerFactory.getLogger(LostPolicy.class);

  /**
   * Returns where a new snapshot is to be taken.
   *
   * @throws ConnectException where an operator has to decide
   */
  void resnapshotOrFail(TableId id, String reason) {
    String what = "Changes of table " + id + " can't be followed from its position on: " + reason;
    if (!mode.snapshotsWhenPositionIsLost()) {
      throw new ConnectException(
          what
              + ". Set snapshot.mode=when_needed, which takes a new snapshot of it, or remove the"
              + " table's offset (DELETE or PATCH /connectors/<name>/offsets) and restart; rows that"
              + " were deleted meanwhile stay in the target.");
    }
    LOG.warn(
        "{}. A new snapshot of it is taken; rows that were deleted meanwhile stay in the target.",
        what);
  }

  /**
   * Returns where the other tables go on.
   *
   * @throws ConnectException where an operator has to decide
   */
  void leaveOrFail(TableId id) {
    String what =
        "Table "
            + id
            + " was dropped or renamed, or may not be read any more: its rows stay in the target";
    if (!mode.snapshotsWhenPositionIsLost()) {
      throw new ConnectException(
          what
              + ". Restart the task to go on with the other tables; snapshot.mode=when_needed does"
              + " so by itself.");
    }
    LOG.warn("{}. Its capture ends.", what);
  }
}
