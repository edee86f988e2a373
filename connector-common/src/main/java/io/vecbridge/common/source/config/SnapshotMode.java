// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.config;

import io.debezium.config.EnumeratedValue;

/** When the rows that exist already are read ({@code snapshot.mode}); the words are Debezium's. */
public enum SnapshotMode implements EnumeratedValue {
  /** Once per collection or table, then its changes. */
  INITIAL("initial"),
  /** Once per collection or table; nothing follows a complete snapshot. */
  INITIAL_ONLY("initial_only"),
  /** Never: only changes. */
  NO_DATA("no_data"),
  /** Once per collection or table, and again when the position to go on from is lost. */
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

  /**
   * The mode of that name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static SnapshotMode parse(String value) {
    for (SnapshotMode mode : values()) {
      if (mode.value.equals(value)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("snapshot.mode: unknown value " + value);
  }

  /** Whether a collection or table without an offset starts with a snapshot. */
  public boolean snapshotsNewCollections() {
    return this != NO_DATA;
  }

  /** Whether one that has an offset takes a new snapshot when the task starts. */
  public boolean snapshotsAtEveryStart() {
    return this == ALWAYS;
  }

  /** Whether a lost position is answered by a new snapshot instead of a failure. */
  public boolean snapshotsWhenPositionIsLost() {
    return this == WHEN_NEEDED;
  }

  /** Whether changes are followed after the snapshot. */
  public boolean streams() {
    return this != INITIAL_ONLY;
  }
}
