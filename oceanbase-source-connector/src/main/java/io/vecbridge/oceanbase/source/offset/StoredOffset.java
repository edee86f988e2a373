// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import io.debezium.connector.AbstractSourceInfo;
import io.debezium.connector.SnapshotType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * An offset as Connect stores it, primitives only.
 *
 * @param shape what the table looked like; null where an operator set the offset and left it out
 */
public record StoredOffset(TablePosition position, TableShape shape) {
  static final String SCN = "scn";
  static final String HIGH = "scn_high";
  static final String STAGE = "stage";
  static final String KEY_PREFIX = "last_key.";
  static final String COLUMNS = "columns";
  static final String PARTITIONS = "partitions";

  /**
   * Reads an offset.
   *
   * @throws ConnectException that names the entry that can't be
   */
  public static StoredOffset of(Map<String, ?> offset) {
    long scn = number(offset, SCN);
    Stage stage = offset.get(STAGE) == null ? Stage.COMPLETE : stage(offset.get(STAGE));
    boolean polls = stage == Stage.DELETES || stage == Stage.UPSERTS;
    long high = polls ? number(offset, HIGH) : scn;
    if (high < scn) {
      throw refused(HIGH, "must not be below " + SCN);
    }
    TableShape shape =
        offset.get(COLUMNS) instanceof String columns
                && offset.get(PARTITIONS) instanceof String partitions
            ? TableShape.parse(columns, partitions)
            : null;
    return new StoredOffset(new TablePosition(stage, scn, high, key(offset)), shape);
  }

  /** The map for Connect; fresh and mutable, since the framework writes into it. */
  Map<String, Object> toMap() {
    Map<String, Object> offset = new HashMap<>();
    offset.put(SCN, position.scn());
    if (position.stage() != Stage.COMPLETE) {
      offset.put(STAGE, position.stage().text());
    }
    if (position.stage() == Stage.SNAPSHOT) {
      offset.put(AbstractSourceInfo.SNAPSHOT_KEY, SnapshotType.INITIAL.name());
    } else if (position.stage() != Stage.COMPLETE) {
      offset.put(HIGH, position.high());
    }
    for (int i = 0; i < position.lastKey().size(); i++) {
      offset.put(KEY_PREFIX + i, position.lastKey().get(i));
    }
    if (shape != null) {
      offset.put(COLUMNS, shape.columnsText());
      offset.put(PARTITIONS, shape.partitionsText());
    }
    return offset;
  }

  private static List<Object> key(Map<String, ?> offset) {
    List<Object> key = new ArrayList<>();
    for (Object part; (part = offset.get(KEY_PREFIX + key.size())) != null; ) {
      if (!(part instanceof Number) && !(part instanceof String)) {
        throw refused(KEY_PREFIX + key.size(), "must be a number or a text");
      }
      // Connect's JSON makes an Integer of a small Long.
      key.add(part instanceof Integer number ? number.longValue() : part);
    }
    return key;
  }

  private static Stage stage(Object text) {
    Stage stage = text instanceof String name ? Stage.parse(name) : null;
    if (stage == null) {
      throw refused(STAGE, "must be snapshot, deletes or upserts, or be left out");
    }
    return stage;
  }

  private static long number(Map<String, ?> offset, String name) {
    if (offset.get(name) instanceof Number number && number.longValue() > 0) {
      return number.longValue();
    }
    throw refused(name, "must be a system change number");
  }

  private static ConnectException refused(String name, String problem) {
    return new ConnectException(
        "The offset's entry '"
            + name
            + "' "
            + problem
            + ". Set the offset again or remove it (DELETE /connectors/<name>/offsets), which starts"
            + " the table anew.");
  }
}
