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
 * @param partial the transaction that has been emitted in part
 * @param file the place of the last event, informational
 * @param snapshot how far the snapshot is; null if none is under way
 * @param tables null if they are not known, as before a first start
 * @param signalPosition after the last signal that the tables have followed; 0 if there was none
 */
public record BinlogPosition(
    String gtids,
    PartialTransaction partial,
    FilePlace file,
    SnapshotPosition snapshot,
    BinlogTables tables,
    long signalPosition) {
  private static final String GTIDS = "gtids";
  private static final String GTID = "gtid";
  private static final String IMAGES = "images";
  private static final String FILE = "file";
  private static final String OFFSET = "pos";
  private static final String TABLE = "snapshot_table";
  private static final String TABLES = "tables";
  private static final String SIGNAL_POSITION = "signal_position";

  /**
   * A transaction that has been emitted in part.
   *
   * @param gtid empty for none
   * @param images how many of its row images have been emitted: one for each inserted or deleted
   *     row, two for each updated row, whether the table is captured or not
   */
  public record PartialTransaction(String gtid, long images) {
    /** After a whole transaction. */
    public static final PartialTransaction NONE = new PartialTransaction("", 0);

    /** Whether there is none. */
    public boolean isEmpty() {
      return gtid.isEmpty();
    }
  }

  /** The end of an event in a file of the binlog. */
  public record FilePlace(String name, long end) {
    /** Before the first event. */
    public static final FilePlace NONE = new FilePlace("", 0);
  }

  /**
   * The progress of a snapshot, which reads the pending tables.
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
    return new BinlogPosition(gtids, PartialTransaction.NONE, FilePlace.NONE, null, null, 0);
  }

  /** The same snapshot and tables with other transactions. */
  public BinlogPosition at(String newGtids, PartialTransaction newPartial, FilePlace newFile) {
    return new BinlogPosition(newGtids, newPartial, newFile, snapshot, tables, signalPosition);
  }

  /** The same position with another state of the snapshot. */
  public BinlogPosition with(SnapshotPosition newSnapshot) {
    return new BinlogPosition(gtids, partial, file, newSnapshot, tables, signalPosition);
  }

  /** The same position after other signals. */
  public BinlogPosition followed(long newSignalPosition) {
    return new BinlogPosition(gtids, partial, file, snapshot, tables, newSignalPosition);
  }

  /** The same position with other tables; if rows of any are pending, a snapshot is under way. */
  public BinlogPosition with(BinlogTables newTables) {
    boolean begins = snapshot == null && newTables.pending("").isPresent();
    return new BinlogPosition(
        gtids,
        partial,
        file,
        begins ? SnapshotPosition.START : snapshot,
        newTables,
        signalPosition);
  }

  /** The map for Connect; fresh and mutable, since the framework writes into it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new HashMap<>();
    map.put(GTIDS, gtids);
    if (!partial.isEmpty()) {
      map.put(GTID, partial.gtid());
      map.put(IMAGES, partial.images());
    }
    map.put(FILE, file.name());
    map.put(OFFSET, file.end());
    if (tables != null) {
      map.put(TABLES, tables.text());
    }
    if (signalPosition > 0) {
      map.put(SIGNAL_POSITION, signalPosition);
    }
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
    PartialTransaction partial =
        gtid.isEmpty()
            ? PartialTransaction.NONE
            : new PartialTransaction(gtid, entries.number(IMAGES, 0, "a number"));
    long end = entries.has(OFFSET) ? entries.number(OFFSET, 0, "a number") : 0;
    SnapshotPosition snapshot =
        entries.has(TABLE) ? new SnapshotPosition(entries.text(TABLE), entries.key()) : null;
    FilePlace file = new FilePlace(entries.text(FILE, ""), end);
    long signals =
        entries.has(SIGNAL_POSITION) ? entries.number(SIGNAL_POSITION, 0, "a number") : 0;
    return new BinlogPosition(gtids, partial, file, snapshot, tables(entries), signals);
  }

  private static BinlogTables tables(OffsetEntries entries) {
    if (!entries.has(TABLES)) {
      return null;
    }
    try {
      return BinlogTables.parse(entries.text(TABLES));
    } catch (IllegalArgumentException e) {
      throw entries.refused(TABLES, "must be as it was stored, or be omitted");
    }
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
