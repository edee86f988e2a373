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
 * Where to go on, as Connect stores it. Immutable.
 *
 * @param gtids the set of transactions that are wholly out
 * @param gtid the transaction that is partly out; empty for none
 * @param changes how many of its changes are out: rows, of captured tables and of others, an update
 *     of a record key being two
 * @param file the binlog file of the last event, for people
 * @param offset the last event's end in it, for people
 * @param snapshot how far the snapshot is; null where none is under way
 */
public record BinlogPosition(
    String gtids, String gtid, long changes, String file, long offset, SnapshotPosition snapshot) {
  private static final String GTIDS = "gtids";
  private static final String GTID = "gtid";
  private static final String CHANGES = "changes";
  private static final String FILE = "file";
  private static final String OFFSET = "pos";
  private static final String TABLE = "snapshot_table";
  private static final String KEY_PREFIX = "last_key.";

  /** After a set of transactions. */
  public static BinlogPosition after(String gtids) {
    return new BinlogPosition(gtids, "", 0, "", 0, null);
  }

  /** The same position with another state of the snapshot. */
  public BinlogPosition with(SnapshotPosition newSnapshot) {
    return new BinlogPosition(gtids, gtid, changes, file, offset, newSnapshot);
  }

  /** The map for Connect; fresh and mutable, since the framework writes into it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new HashMap<>();
    map.put(GTIDS, gtids);
    if (!gtid.isEmpty()) {
      map.put(GTID, gtid);
      map.put(CHANGES, changes);
    }
    map.put(FILE, file);
    map.put(OFFSET, offset);
    if (snapshot != null) {
      map.put(AbstractSourceInfo.SNAPSHOT_KEY, SnapshotType.INITIAL.name());
      map.put(TABLE, snapshot.table());
      for (int i = 0; i < snapshot.lastKey().size(); i++) {
        map.put(KEY_PREFIX + i, snapshot.lastKey().get(i));
      }
    }
    return map;
  }

  /**
   * Reads an offset.
   *
   * @throws ConnectException that names the entry that can't be
   */
  public static BinlogPosition of(Map<String, ?> map) {
    String gtids = text(map, GTIDS, null);
    if (!gtids.isBlank() && !GtidSets.isValid(gtids)) {
      throw refused(GTIDS, "must be a GTID set");
    }
    String gtid = text(map, GTID, "");
    long changes = gtid.isEmpty() ? 0 : number(map, CHANGES);
    long offset = map.get(OFFSET) == null ? 0 : number(map, OFFSET);
    SnapshotPosition snapshot =
        map.get(TABLE) == null ? null : new SnapshotPosition(text(map, TABLE, ""), key(map));
    return new BinlogPosition(gtids, gtid, changes, text(map, FILE, ""), offset, snapshot);
  }

  private static List<Object> key(Map<String, ?> map) {
    List<Object> key = new ArrayList<>();
    for (Object part; (part = map.get(KEY_PREFIX + key.size())) != null; ) {
      if (!(part instanceof Number) && !(part instanceof String)) {
        throw refused(KEY_PREFIX + key.size(), "must be a number or a text");
      }
      // Connect's JSON makes an Integer of a small Long.
      key.add(part instanceof Integer number ? (Object) number.longValue() : part);
    }
    return key;
  }

  private static String text(Map<String, ?> map, String name, String otherwise) {
    Object value = map.get(name);
    if (value == null && otherwise != null) {
      return otherwise;
    }
    if (value instanceof String text) {
      return text;
    }
    throw refused(name, "must be a text");
  }

  private static long number(Map<String, ?> map, String name) {
    if (map.get(name) instanceof Number number && number.longValue() >= 0) {
      return number.longValue();
    }
    throw refused(name, "must be a number");
  }

  private static ConnectException refused(String name, String problem) {
    return new ConnectException(
        "The offset's entry '"
            + name
            + "' "
            + problem
            + ". Set the offset again or remove it (DELETE /connectors/<name>/offsets), which starts"
            + " the capture anew.");
  }
}
