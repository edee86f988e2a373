// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import java.util.List;

/**
 * The progress of the capture of one table. Immutable; each step creates the next position.
 *
 * <p>Guarantees that nothing is lost or invented after a crash: a position is that of the last
 * emitted record. A snapshot resumes after its last key at the same SCN, a poll after its last key
 * between the same two SCNs, and only a completely emitted poll moves the lower one.
 *
 * @param scn of the snapshot, or up to which all changes have been emitted
 * @param high the poll's upper SCN; equal to {@code scn} if no poll is in progress
 * @param lastKey the row key (cursor) that was last read in this stage; empty before the first
 * @param requested the snapshots that signals asked for
 */
public record TablePosition(
    Stage stage, long scn, long high, List<Object> lastKey, RequestedSnapshots requested) {
  /** Keeps its own copy of the key. */
  public TablePosition {
    lastKey = List.copyOf(lastKey);
  }

  /** Without snapshots that signals asked for. */
  public TablePosition(Stage stage, long scn, long high, List<Object> lastKey) {
    this(stage, scn, high, lastKey, RequestedSnapshots.NONE);
  }

  /** Before the first row of a snapshot. */
  public static TablePosition snapshotAt(long scn) {
    return new TablePosition(Stage.SNAPSHOT, scn, scn, List.of());
  }

  /** All changes up to an SCN have been emitted. */
  public static TablePosition completeAt(long scn) {
    return new TablePosition(Stage.COMPLETE, scn, scn, List.of());
  }

  /** A poll begins. */
  public TablePosition pollTo(long newHigh) {
    if (stage != Stage.COMPLETE || newHigh < scn) {
      throw new IllegalStateException("No poll to " + newHigh + " can begin at " + this);
    }
    return new TablePosition(Stage.DELETES, scn, newHigh, List.of(), requested);
  }

  /** A row of the stage has been emitted. */
  public TablePosition after(List<Object> key) {
    return new TablePosition(stage, scn, high, key, requested);
  }

  /** The stage has been emitted completely. */
  public TablePosition next() {
    return switch (stage) {
      case SNAPSHOT -> completeAt(scn).with(requested);
      case DELETES -> new TablePosition(Stage.UPSERTS, scn, high, List.of(), requested);
      case UPSERTS -> completeAt(high).with(requested);
      case COMPLETE -> throw new IllegalStateException("Nothing is in progress at " + this);
    };
  }

  /** What is in progress is cancelled; a poll can begin again. */
  public TablePosition restart() {
    return (stage == Stage.SNAPSHOT ? snapshotAt(scn) : completeAt(scn)).with(requested);
  }

  /** The same position with other snapshots that signals asked for. */
  public TablePosition with(RequestedSnapshots others) {
    return new TablePosition(stage, scn, high, lastKey, others);
  }

  /** Whether a page of a snapshot that a signal asked for can be read. */
  public boolean readsRequested() {
    return stage == Stage.COMPLETE && !requested.isEmpty();
  }
}
