// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.vecbridge.common.source.config.SnapshotMode;
import io.vecbridge.oceanbase.source.offset.Stage;
import io.vecbridge.oceanbase.source.offset.StoredOffset;
import io.vecbridge.oceanbase.source.offset.TableShape;
import java.util.List;

/**
 * Where the capture of a table begins, according to its stored offset and {@code snapshot.mode}.
 */
sealed interface TableStart {
  /** With a snapshot. */
  record Snapshot() implements TableStart {}

  /** With the changes from now on, or from the start SCN of the options. */
  record Changes() implements TableStart {}

  /** Where it ended. */
  record Resumed(StoredOffset offset) implements TableStart {
    /** Whether it was in the middle of a snapshot. */
    boolean isSnapshot() {
      return offset.position().stage() == Stage.SNAPSHOT;
    }

    /** The columns that identified a row; empty if they are not known. */
    List<String> key() {
      return offset.shape() == null ? List.of() : offset.shape().key();
    }

    /** Why it can't be resumed with the present shape, or null if it can. */
    String obstacleTo(TableShape now) {
      String obstacle = offset.shape() == null ? null : offset.shape().obstacleTo(now);
      return obstacle == null ? null : "its definition changed: " + obstacle;
    }
  }

  /** It is not captured: its snapshot is complete, and nothing else was requested. */
  record Nothing() implements TableStart {}

  /**
   * Decides.
   *
   * @param stored null if nothing is stored
   * @param appeared whether the table didn't exist yet when the task started, so that all of its
   *     rows are changes of the time since
   */
  static TableStart of(StoredOffset stored, SnapshotMode mode, boolean appeared) {
    if (stored == null) {
      return mode.snapshotsNewCollections() || appeared ? new Snapshot() : new Changes();
    }
    if (mode.snapshotsAtEveryStart()) {
      return new Snapshot();
    }
    if (stored.position().stage() != Stage.SNAPSHOT && !mode.streams()) {
      return new Nothing();
    }
    return new Resumed(stored);
  }
}
