// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import com.github.shyiko.mysql.binlog.GtidSet;
import io.debezium.connector.AbstractSourceInfo;
import io.debezium.connector.SnapshotType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Where to continue, as Connect stores it. Immutable.
 *
 * @param gtids the set of transactions that have been emitted completely
 * @param gtid the transaction that has been emitted in part; empty for none
 * @param images how many of its row images have been emitted: one for each inserted or deleted row,
 *     two for each updated row, whether the table is captured or not
 * @param file the binlog file of the last event, informational
 * @param offset the last event's end in it, informational
 * @param snapshot how far the snapshot is; null if none is under way
 */
public record BinlogPosition(
    String gtids, String gtid, long images, String file, long offset, SnapshotPosition snapshot) {
  private static final String GTIDS = "gtids";
  private static final String GTID = "gtid";
  private static final String IMAGES = "images";
  private static final String FILE = "file";
  private static final String OFFSET = "pos";
  private static final String TABLE = "snapshot_table";

  /**
   * The progress of a snapshot. Tables are read in the order of their names, so those before this
   * one are done; one that appears later has all of its rows in the binlog.
   *
   * @param table {@code database.table}; empty before the first
   * @param lastKey the row key (cursor) of the last emitted row; empty before the first
   */
  public record SnapshotPosition(String table, List<Object> lastKey) {
    /** Before the first table. */
    public static final SnapshotPosition START = new SnapshotPosition("", List.of());
  }

  /** The one form of a GTID set ({@code uuid:1-5:7,uuid2:1-3}), without white space. */
  public static String normalized(String gtids) {
    return gtids == null || gtids.isBlank() ? "" : set(gtids).toString();
  }

  /** After a set of transactions. */
  public static BinlogPosition after(String gtids) {
    return new BinlogPosition(gtids, "", 0, "", 0, null);
  }

  /** The same position with another state of the snapshot. */
  public BinlogPosition with(SnapshotPosition newSnapshot) {
    return new BinlogPosition(gtids, gtid, images, file, offset, newSnapshot);
  }

  /** The map for Connect; fresh and mutable, since the framework writes into it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new HashMap<>();
    map.put(GTIDS, gtids);
    if (!gtid.isEmpty()) {
      map.put(GTID, gtid);
      map.put(IMAGES, images);
    }
    map.put(FILE, file);
    map.put(OFFSET, offset);
    if (snapshot != null) {
      map.put(AbstractSourceInfo.SNAPSHOT_KEY, SnapshotType.INITIAL.name());
      map.put(TABLE, snapshot.table());
      OffsetEntries.putKey(map, snapshot.lastKey());
    }
    return map;
  }

  /**
   * Reads an offset.
   *
   * @throws ConnectException that names the entry that can't be
   */
  public static BinlogPosition of(Map<String, ?> map) {
    OffsetEntries entries = new OffsetEntries(map, "the capture");
    String gtids = entries.text(GTIDS);
    if (!gtids.isBlank() && !isGtidSet(gtids)) {
      throw entries.refused(GTIDS, "must be a GTID set");
    }
    // Without the number, the transaction is emitted again as a whole.
    String gtid = entries.has(IMAGES) ? entries.text(GTID) : "";
    long images = gtid.isEmpty() ? 0 : entries.number(IMAGES, 0, "a number");
    long offset = entries.has(OFFSET) ? entries.number(OFFSET, 0, "a number") : 0;
    SnapshotPosition snapshot =
        entries.has(TABLE) ? new SnapshotPosition(entries.text(TABLE), entries.key()) : null;
    return new BinlogPosition(gtids, gtid, images, entries.text(FILE, ""), offset, snapshot);
  }

  private static boolean isGtidSet(String text) {
    try {
      return !set(text).getUUIDSets().isEmpty();
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static GtidSet set(String text) {
    return new GtidSet(text.replaceAll("\\s", ""));
  }
}
