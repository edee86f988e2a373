// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import io.debezium.connector.AbstractSourceInfo;
import io.debezium.connector.SnapshotType;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * An offset as Connect stores it, primitives only.
 *
 * @param shape what the table looked like; null if an operator set the offset and left it out
 */
public record StoredOffset(TablePosition position, TableShape shape) {
  static final String SCN = "scn";
  static final String HIGH = "scn_high";
  static final String STAGE = "stage";
  static final String COLUMNS = "columns";
  static final String PARTITIONS = "partitions";
  static final String KEY = "key";
  static final String REMOVED = "removed_columns";
  static final String SNAPSHOTS = "snapshots";
  static final String SIGNAL_POSITION = "signal_position";
  private static final String REQUESTED_KEY = "snapshot_last_key.";
  private static final String WHAT_SCN = "a system change number";

  /**
   * Reads an offset.
   *
   * @throws ConnectException that names the entry that can't be
   */
  public static StoredOffset of(Map<String, ?> offset) {
    OffsetEntries entries = new OffsetEntries(offset, "the table");
    long scn = entries.number(SCN, 1, WHAT_SCN);
    Stage stage = entries.has(STAGE) ? stage(entries) : Stage.COMPLETE;
    boolean polls = stage == Stage.DELETES || stage == Stage.UPSERTS;
    long high = polls ? entries.number(HIGH, 1, WHAT_SCN) : scn;
    if (high < scn) {
      throw entries.refused(HIGH, "must not be below " + SCN);
    }
    TableShape shape =
        offset.get(COLUMNS) instanceof String columns
                && offset.get(PARTITIONS) instanceof String partitions
            ? TableShape.parse(
                columns, partitions, entries.text(KEY, ""), entries.text(REMOVED, ""))
            : null;
    return new StoredOffset(
        new TablePosition(stage, scn, high, entries.key(), requested(entries)), shape);
  }

  private static RequestedSnapshots requested(OffsetEntries entries) {
    long position =
        entries.has(SIGNAL_POSITION) ? entries.number(SIGNAL_POSITION, 0, "a number") : 0;
    if (!entries.has(SNAPSHOTS)) {
      return RequestedSnapshots.NONE.followed(position);
    }
    try {
      return new RequestedSnapshots(
          RequestedSnapshots.parse(entries.text(SNAPSHOTS)), entries.key(REQUESTED_KEY), position);
    } catch (IllegalArgumentException e) {
      throw entries.refused(SNAPSHOTS, "must be as it was stored, or be omitted");
    }
  }

  private static Stage stage(OffsetEntries entries) {
    Stage stage = Stage.parse(entries.text(STAGE, ""));
    if (stage == null) {
      throw entries.refused(STAGE, "must be snapshot, deletes or upserts, or be omitted");
    }
    return stage;
  }

  /** The map for Connect; fresh and mutable, since the framework writes into it. */
  Map<String, Object> toMap() {
    return toMap(position, entries(shape));
  }

  /**
   * The map of a position of a table.
   *
   * @param shapeEntries of {@link #entries}
   */
  static Map<String, Object> toMap(TablePosition position, Map<String, String> shapeEntries) {
    Map<String, Object> offset = new HashMap<>(shapeEntries);
    offset.put(SCN, position.scn());
    if (position.stage() != Stage.COMPLETE) {
      offset.put(STAGE, position.stage().text());
    }
    if (position.stage() == Stage.SNAPSHOT) {
      offset.put(AbstractSourceInfo.SNAPSHOT_KEY, SnapshotType.INITIAL.name());
    } else if (position.stage() != Stage.COMPLETE) {
      offset.put(HIGH, position.high());
    }
    OffsetEntries.putKey(offset, position.lastKey());
    put(offset, position.requested());
    return offset;
  }

  private static void put(Map<String, Object> offset, RequestedSnapshots requested) {
    if (requested.signalPosition() > 0) {
      offset.put(SIGNAL_POSITION, requested.signalPosition());
    }
    if (!requested.isEmpty()) {
      offset.putIfAbsent(AbstractSourceInfo.SNAPSHOT_KEY, SnapshotType.INCREMENTAL.name());
      offset.put(SNAPSHOTS, requested.text());
      OffsetEntries.putKey(offset, REQUESTED_KEY, requested.lastKey());
    }
  }

  /** The entries of a shape, which is null if it is not known. */
  static Map<String, String> entries(TableShape shape) {
    if (shape == null) {
      return Map.of();
    }
    Map<String, String> entries = new HashMap<>();
    entries.put(COLUMNS, shape.columnsText());
    entries.put(PARTITIONS, shape.partitionsText());
    entries.put(KEY, shape.keyText());
    if (!shape.removed().isEmpty()) {
      entries.put(REMOVED, shape.removedText());
    }
    return entries;
  }
}
