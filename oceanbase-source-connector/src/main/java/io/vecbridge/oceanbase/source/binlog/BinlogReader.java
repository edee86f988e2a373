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

  private final TransactionProgress progress;
  private final LogTables tables;
  private final RowChanges changes;
  private final Map<Long, TableMapEventData> maps;
  private String file = "";
  private boolean inTransaction;

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
    inTransaction = false;
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
      case XID, XA_PREPARE -> end();
      case QUERY -> statement(((QueryEventData) event.getData()).getSql());
      case WRITE_ROWS, EXT_WRITE_ROWS -> write(event.getData());
      case UPDATE_ROWS, EXT_UPDATE_ROWS -> update(event.getData());
      case DELETE_ROWS, EXT_DELETE_ROWS -> delete(event.getData());
      case ANONYMOUS_GTID ->
          throw new ConnectException(
              "The binlog has a transaction without a GTID. Set gtid_mode to ON.");
      case TRANSACTION_PAYLOAD ->
          throw new ConnectException(
              "The binlog has a compressed transaction, which this connector does not read. Set"
                  + " binlog_transaction_compression to OFF.");
      default -> {
        // Heartbeats, table maps (which the client keeps) and events between servers.
      }
    }
  }

  private static String gtid(GtidEventData gtid) {
    return gtid.getMySqlGtid().toString();
  }

  private void statement(String sql) {
    String text = sql.stripLeading();
    String word = text.substring(0, Math.min(9, text.length())).toUpperCase(Locale.ROOT);
    if (word.startsWith("BEGIN")) {
      inTransaction = true;
    } else if (inTransaction && (word.startsWith("COMMIT") || word.equals("ROLLBACK"))) {
      end();
    } else if (!inTransaction) {
      tables.invalidate();
      if (word.startsWith("TRUNCATE")) {
        LOG.warn("A table was truncated: its rows stay in the target until they are deleted there");
      }
    }
  }

  private void end() {
    progress.end();
    inTransaction = false;
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
      changes.skip(data.getRows().size());
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
