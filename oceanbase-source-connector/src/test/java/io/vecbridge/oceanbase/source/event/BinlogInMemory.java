// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.event;

import com.github.shyiko.mysql.binlog.GtidSet;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.GtidEventData;
import com.github.shyiko.mysql.binlog.event.MySqlGtid;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import io.debezium.relational.TableId;
import java.io.IOException;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** A binlog of events in memory: each read gets the next script, and then its error. */
public final class BinlogInMemory implements Binlog {
  /** The server of all transactions. */
  public static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

  private record Script(List<Object> events, IOException end) {}

  private final Deque<Script> scripts = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final Deque<SQLException> failures = new ArrayDeque<>();
  private GtidSet executed;
  private boolean purged;
  private boolean replaced;
  private int servers;
  private boolean closed;

  /** With the transactions up to a number. */
  public BinlogInMemory(int executed) {
    this.executed = new GtidSet(UUID + ":1-" + executed);
  }

  /** What the next read is sent, and how it ends. */
  public void script(IOException end, Object... events) {
    scripts.add(new Script(List.of(events), end));
  }

  /** Transactions that a position lacks are gone from now on. */
  public void purge() {
    purged = true;
  }

  /** With each read that fails from now on, the server is another one. */
  public void replace() {
    replaced = true;
  }

  /** The sets of transactions that were read after. */
  public List<String> asked() {
    return asked;
  }

  public boolean isClosed() {
    return closed;
  }

  /** A transaction begins. */
  public static Event gtid(int number) {
    MySqlGtid gtid = MySqlGtid.fromString(UUID + ":" + number);
    return event(EventType.GTID, new GtidEventData(gtid, (byte) 0, 0, 0, 0, 0, 0, 0, 0));
  }

  /** A statement. */
  public static Event query(String sql) {
    QueryEventData data = new QueryEventData();
    data.setSql(sql);
    return event(EventType.QUERY, data);
  }

  /** A transaction ends. */
  public static Event xid() {
    return event(EventType.XID, null);
  }

  /** A heartbeat. */
  public static Event heartbeat() {
    return event(EventType.HEARTBEAT, null);
  }

  /** A map of a table with some columns of BIGINT. */
  public static TableMapEventData map(TableId table, int columns) {
    TableMapEventData map = new TableMapEventData();
    map.setTableId(1);
    map.setDatabase(table.catalog());
    map.setTable(table.table());
    byte[] types = new byte[columns];
    Arrays.fill(types, (byte) ColumnType.LONGLONG.getCode());
    map.setColumnTypes(types);
    return map;
  }

  /** Inserted rows of the last map. */
  public static Event inserts(Serializable[]... rows) {
    WriteRowsEventData data = new WriteRowsEventData();
    data.setTableId(1);
    data.setRows(List.of(rows));
    data.setIncludedColumns(all(rows[0].length));
    return event(EventType.EXT_WRITE_ROWS, data);
  }

  /** All of some columns. */
  public static BitSet all(int columns) {
    BitSet included = new BitSet();
    included.set(0, columns);
    return included;
  }

  private static Event event(EventType type, EventData data) {
    EventHeaderV4 header = new EventHeaderV4();
    header.setEventType(type);
    header.setNextPosition(100);
    header.setTimestamp(1_000);
    return new Event(header, data);
  }

  /** The next question of the executed transactions fails. */
  public void fail(SQLException error) {
    failures.add(error);
  }

  @Override
  public String executedGtids() throws SQLException {
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
    return executed.toString();
  }

  @Override
  public boolean continues(String gtids) {
    return !purged && new GtidSet(gtids).isContainedWithin(executed);
  }

  @Override
  public void read(String gtids, Map<Long, TableMapEventData> maps, Handler handler)
      throws IOException, SQLException, InterruptedException {
    asked.add(gtids);
    Script script = scripts.isEmpty() ? new Script(List.of(), null) : scripts.remove();
    for (Object event : script.events()) {
      if (event instanceof TableMapEventData map) {
        maps.put(map.getTableId(), map);
      } else if (handler.isOpen()) {
        if (((Event) event).getData() instanceof GtidEventData gtid) {
          executed.add(gtid.getMySqlGtid().toString());
        }
        handler.handle((Event) event);
      }
    }
    if (script.end() != null) {
      if (replaced) {
        executed = new GtidSet(String.format("%08d-1111-1111-1111-111111111111:1-3", ++servers));
      }
      throw script.end();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
