// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.config;

import io.debezium.config.EnumeratedValue;

/** When the rows that exist already are read ({@code snapshot.mode}); the words are Debezium's. */
public enum SnapshotMode implements EnumeratedValue {
  /** Once per collection, then its changes. */
  INITIAL("initial"),
  /** Once per collection; its changes are followed until the snapshot is complete. */
  INITIAL_ONLY("initial_only"),
  /** Never: only changes. */
  NO_DATA("no_data"),
  /** Once per collection, and again when the log no longer has the position to go on from. */
  WHEN_NEEDED("when_needed"),
  /** At every start, then the changes. */
  ALWAYS("always");

  private final String value;

  SnapshotMode(String value) {
    this.value = value;
  }

  @Override
  public String getValue() {
    return value;
  }

  static SnapshotMode parse(String value) {
    for (SnapshotMode mode : values()) {
      if (mode.value.equals(value)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("snapshot.mode: unknown value " + value);
  }

  /** Whether a collection without an offset starts with a snapshot. */
  public boolean snapshotsNewCollections() {
    return this != NO_DATA;
  }

  /** Whether a collection that has an offset takes a new snapshot when the task starts. */
  public boolean snapshotsAtEveryStart() {
    return this == ALWAYS;
  }

  /** Whether a lost log position is answered by a new snapshot instead of a failure. */
  public boolean snapshotsWhenPositionIsLost() {
    return this == WHEN_NEEDED;
  }

  /** Whether a collection's changes are followed after its snapshot. */
  public boolean streams() {
    return this != INITIAL_ONLY;
  }
}
