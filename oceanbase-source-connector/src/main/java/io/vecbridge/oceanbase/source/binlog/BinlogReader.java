// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.GtidEventData;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import java.io.Serializable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From events to changes, in the order of the binlog.
 *
 * <p>Rows belong to the transaction whose GTID came before them. Events that are not rows count for
 * nothing, heartbeats least of all: OceanBase's service sends them at any place.
 */
final class BinlogReader {
  private static final Logger LOG = LoggerFactory.getLogger(BinlogReader.class);
  private static final Pattern FIRST_WORD =
      Pattern.compile("(?:\\s|/\\*(?!!).*?\\*/)*(\\w+)", Pattern.DOTALL);

  private final TransactionProgress progress;
  private final LogTables tables;
  private final RowChanges changes;
  private final Map<Long, TableMapEventData> maps;
  private String file = "";

  /**
   * @param maps the table maps in force, which the client's deserializer keeps
   */
  BinlogReader(
      TransactionProgress progress,
      LogTables tables,
      RowChanges changes,
      Map<Long, TableMapEventData> maps) {
    this.progress = progress;
    this.tables = tables;
    this.changes = changes;
    this.maps = maps;
  }

  /** The connection is lost; the current transaction will come again. */
  void interrupt() {
    maps.clear();
    progress.interrupt();
  }

  /** The next event. */
  void read(Event event) throws SQLException, InterruptedException {
    EventHeaderV4 header = event.getHeader();
    changes.at(file, header.getNextPosition(), Instant.ofEpochMilli(header.getTimestamp()));
    switch (header.getEventType()) {
      case ROTATE -> file = ((RotateEventData) event.getData()).getBinlogFilename();
      case GTID -> progress.begin(gtid(event.getData()));
      case XID, XA_PREPARE -> progress.end();
      case QUERY -> statement(((QueryEventData) event.getData()).getSql());
      case WRITE_ROWS, EXT_WRITE_ROWS -> write(event.getData());
      case UPDATE_ROWS, EXT_UPDATE_ROWS -> update(event.getData());
      case DELETE_ROWS, EXT_DELETE_ROWS -> delete(event.getData());
      case ANONYMOUS_GTID, GTID_TAGGED, MARIADB_GTID ->
          throw unreadable("a transaction without a plain GTID", "Set gtid_mode to ON");
      case TRANSACTION_PAYLOAD ->
          throw unreadable("a compressed transaction", "Set binlog_transaction_compression to OFF");
      case PARTIAL_UPDATE_ROWS_EVENT ->
          throw unreadable("partial updates", "Set binlog_row_value_options to an empty string");
      default -> {
        // Heartbeats, table maps (which the client keeps) and events between servers.
      }
    }
  }

  private static String gtid(GtidEventData gtid) {
    return gtid.getMySqlGtid().toString();
  }

  private void statement(String sql) {
    switch (word(sql)) {
      case "COMMIT" -> progress.end();
      case "ROLLBACK" -> {
        // With a savepoint it ends nothing.
        if (sql.strip().length() == "ROLLBACK".length()) {
          progress.end();
        }
      }
      case "BEGIN", "SAVEPOINT", "RELEASE" -> {
        // Rows that were rolled back to a savepoint are not in the binlog.
      }
      case "INSERT", "REPLACE", "UPDATE", "DELETE", "LOAD" ->
          throw unreadable("a change as a statement", "Set binlog_format to ROW");
      case "TRUNCATE" -> {
        tables.invalidate();
        LOG.warn("A table was truncated: its rows stay in the target until they are deleted there");
      }
      default -> tables.invalidate();
    }
  }

  /** The first word of a statement, in upper case, after comments. */
  private static String word(String sql) {
    Matcher word = FIRST_WORD.matcher(sql);
    return word.lookingAt() ? word.group(1).toUpperCase(Locale.ROOT) : "";
  }

  private static ConnectException unreadable(String what, String remedy) {
    return new ConnectException(
        "The binlog has "
            + what
            + ", which this connector does not read. "
            + remedy
            + ", and take a new snapshot: remove the connector's offsets"
            + " (DELETE /connectors/<name>/offsets) and start it with snapshot.mode=initial.");
  }

  private void write(WriteRowsEventData data) throws SQLException, InterruptedException {
    LogTable table = table(data.getTableId());
    if (table == null) {
      changes.skip(data.getRows().size());
      return;
    }
    changes.insert(
        table,
        data.getRows().stream().map(row -> table.row(row, data.getIncludedColumns())).toList());
  }

  private void delete(DeleteRowsEventData data) throws SQLException, InterruptedException {
    LogTable table = table(data.getTableId());
    if (table == null) {
      changes.skip(data.getRows().size());
      return;
    }
    changes.delete(
        table,
        data.getRows().stream().map(row -> table.row(row, data.getIncludedColumns())).toList());
  }

  private void update(UpdateRowsEventData data) throws SQLException, InterruptedException {
    LogTable table = table(data.getTableId());
    if (table == null) {
      changes.skip(2 * data.getRows().size());
      return;
    }
    changes.update(
        table,
        data.getRows().stream().map(row -> row(table, data, row.getKey())).toList(),
        data.getRows().stream()
            .map(row -> table.row(row.getValue(), data.getIncludedColumns()))
            .toList());
  }

  private static LogTable.Row row(LogTable table, UpdateRowsEventData data, Serializable[] before) {
    return table.row(before, data.getIncludedColumnsBeforeUpdate());
  }

  private LogTable table(long id) throws SQLException, InterruptedException {
    TableMapEventData map = maps.get(id);
    if (map == null) {
      throw new ConnectException("The binlog has rows without the map of their table.");
    }
    return tables.table(map);
  }
}
