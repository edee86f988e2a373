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
import java.util.BitSet;
import java.util.List;
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

  /** After blanks and comments. What doesn't backtrack needs no stack for each of them. */
  private static final Pattern FIRST_WORD =
      Pattern.compile(
          "(?:\\s++|/\\*(?!!).*?\\*/|--(?=\\s|\\z)[^\\n]*+|#[^\\n]*+"
              // The server executes what is in a comment for versions.
              + "|/\\*!\\d*+|\\*/)*+(\\w+)",
          Pattern.DOTALL);

  private final TransactionProgress progress;
  private final LogTables tables;
  private final TableDiscovery discovery;
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
      TableDiscovery discovery,
      RowChanges changes,
      Map<Long, TableMapEventData> maps) {
    this.progress = progress;
    this.tables = tables;
    this.discovery = discovery;
    this.changes = changes;
    this.maps = maps;
  }

  /** The connection is lost; the current transaction will come again. */
  void interrupt() {
    maps.clear();
    inTransaction = false;
    progress.interrupt();
  }

  /** The next event. */
  void read(Event event) throws SQLException, InterruptedException {
    EventHeaderV4 header = event.getHeader();
    changes.at(file, header.getNextPosition(), Instant.ofEpochMilli(header.getTimestamp()));
    switch (header.getEventType()) {
      case ROTATE -> file = ((RotateEventData) event.getData()).getBinlogFilename();
      case GTID -> begin(event.getData());
      case XID, XA_PREPARE -> end();
      case QUERY -> statement(event.getData());
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

  private void begin(GtidEventData gtid) {
    // Each statement comes with the maps of its tables, so those of earlier ones only take memory.
    maps.clear();
    progress.begin(gtid.getMySqlGtid().toString());
  }

  private void statement(QueryEventData data) throws SQLException, InterruptedException {
    String sql = data.getSql();
    switch (word(sql)) {
      case "BEGIN" -> inTransaction = true;
      case "COMMIT" -> end();
      case "ROLLBACK" -> {
        // With a savepoint it ends nothing.
        if (sql.strip().length() == "ROLLBACK".length()) {
          end();
        }
      }
      case "XA", "SAVEPOINT", "RELEASE" -> {
        // Rows that were rolled back to a savepoint are not in the binlog.
      }
      case "INSERT", "REPLACE", "UPDATE", "DELETE", "LOAD", "WITH" ->
          throw unreadable("a change as a statement", "Set binlog_format to ROW");
      case "TRUNCATE" -> {
        definition(data);
        LOG.warn("A table was truncated: its rows stay in the target until they are deleted there");
      }
      default -> definition(data);
    }
  }

  /**
   * A statement outside of a transaction is one of its own. It is complete once the definitions
   * that follow it are known, since nothing else would tell a later start that they changed. They
   * belong to a position after the rows before it, which had other columns.
   */
  private void definition(QueryEventData data) throws SQLException, InterruptedException {
    String sql = data.getSql();
    changes.reach();
    tables.replaced(id -> Renaming.concerns(id, sql, data.getDatabase()));
    tables.changed(sql, progress.current());
    discovery.request();
    if (!inTransaction) {
      progress.end();
    }
  }

  private void end() {
    progress.end();
    inTransaction = false;
  }

  /** Whether the changes of a transaction are being read. */
  boolean isInTransaction() {
    return inTransaction;
  }

  /** The first word of a statement, in upper case, after blanks and comments. */
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
    change(
        data.getTableId(),
        data.getRows().size(),
        table -> changes.insert(table, rows(table, data.getRows(), data.getIncludedColumns())));
  }

  private void delete(DeleteRowsEventData data) throws SQLException, InterruptedException {
    change(
        data.getTableId(),
        data.getRows().size(),
        table -> changes.delete(table, rows(table, data.getRows(), data.getIncludedColumns())));
  }

  private void update(UpdateRowsEventData data) throws SQLException, InterruptedException {
    List<Serializable[]> before = data.getRows().stream().map(Map.Entry::getKey).toList();
    List<Serializable[]> after = data.getRows().stream().map(Map.Entry::getValue).toList();
    change(
        data.getTableId(),
        2 * data.getRows().size(),
        table ->
            changes.update(
                table,
                rows(table, before, data.getIncludedColumnsBeforeUpdate()),
                rows(table, after, data.getIncludedColumns())));
  }

  private static List<LogTable.Row> rows(
      LogTable table, List<Serializable[]> cells, BitSet included) {
    return cells.stream().map(row -> table.row(row, included)).toList();
  }

  private interface Change {
    void emit(LogTable table) throws SQLException, InterruptedException;
  }

  /** Emits a change as a whole or, before any of its rows, finds that its table is not captured. */
  private void change(long tableId, int images, Change change)
      throws SQLException, InterruptedException {
    TableMapEventData map = maps.get(tableId);
    if (map == null) {
      throw new ConnectException("The binlog has rows without the map of their table.");
    }
    LogTable table = tables.table(map);
    if (table == null) {
      changes.skip(images);
      return;
    }
    try {
      change.emit(table);
    } catch (TableFailure e) {
      tables.fail(table.id(), e);
      changes.skip(images);
    } catch (SQLException e) {
      if (tables.isOutdated(table.id(), e)) {
        change(tableId, images, change);
      } else {
        tables.failOrThrow(table.id(), e);
        changes.skip(images);
      }
    }
  }
}
