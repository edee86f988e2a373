// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.vecbridge.common.source.config.SnapshotMode;
import io.vecbridge.oceanbase.source.offset.Stage;
import io.vecbridge.oceanbase.source.offset.StoredOffset;
import io.vecbridge.oceanbase.source.offset.TableShape;

/**
 * Where the capture of a table begins, according to its stored offset and {@code snapshot.mode}.
 */
sealed interface TableStart {
  /** With a snapshot. */
  record Snapshot() implements TableStart {}

  /** With the changes from now on, or from the start SCN of the options. */
  record Changes() implements TableStart {}

  /** Where it ended. */
  record Resumed(StoredOffset offset) implements TableStart {}

  /** It is not captured: its snapshot is complete, and nothing else was requested. */
  record Nothing() implements TableStart {}

  /** The stored position is of no use. */
  record Lost(String reason) implements TableStart {}

  /**
   * Decides.
   *
   * @param stored null if nothing is stored
   */
  static TableStart of(StoredOffset stored, SnapshotMode mode, TableShape now) {
    if (stored == null) {
      return mode.snapshotsNewCollections() ? new Snapshot() : new Changes();
    }
    if (mode.snapshotsAtEveryStart()) {
      return new Snapshot();
    }
    if (stored.position().stage() != Stage.SNAPSHOT && !mode.streams()) {
      return new Nothing();
    }
    String obstacle = stored.shape() == null ? null : stored.shape().obstacleTo(now);
    return obstacle == null ? new Resumed(stored) : new Lost("its definition changed: " + obstacle);
  }
}
