// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.debezium.relational.TableId;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.rate.PageSize;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.SnapshotPosition;
import io.vecbridge.oceanbase.source.offset.BinlogTables.Entry;
import io.vecbridge.oceanbase.source.page.TablePages;
import io.vecbridge.oceanbase.source.page.Tenant;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.schema.TableRow;
import io.vecbridge.oceanbase.source.table.Session.UnreachableException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the existing rows of the pending tables, one after the other, page by page.
 *
 * <p>Guarantees the hand-over to the binlog: the set of transactions to continue after was taken
 * before the first page, and every page is read as the table is then, so a row that changed in
 * between is in a page, in the binlog after the set, or in both. Changes that a page has already
 * come again and end in the same rows.
 */
final class BinlogSnapshot {
  private static final Logger LOG = LoggerFactory.getLogger(BinlogSnapshot.class);

  private final Tenant tenant;
  private final LogTables tables;
  private final BinlogOutput output;
  private final int fetchSize;
  private RowSchema schema;
  private TablePages pages;
  private PageSize size;

  BinlogSnapshot(Tenant tenant, LogTables tables, BinlogOutput output, int fetchSize) {
    this.tenant = tenant;
    this.tables = tables;
    this.output = output;
    this.fetchSize = fetchSize;
  }

  /** Reads and sends one page. */
  void step() throws SQLException, InterruptedException {
    if (schema == null && !open()) {
      output.heartbeat(output.position().with((SnapshotPosition) null));
      return;
    }
    TableId table = schema.table().id();
    TablePages.Page page;
    try {
      page =
          pages.page(
              tenant.latestScn(),
              output.tables().get(table).filter(),
              output.position().snapshot().lastKey(),
              size);
      page.rows().forEach(row -> schema.requireKey(row.values()));
    } catch (SQLException e) {
      if (!tables.isOutdated(table, e) && !abandons(table, e)) {
        tables.failOrThrow(table, e);
      }
      schema = null;
      return;
    } catch (ConnectException | IllegalStateException e) {
      tables.fail(table, new TableFailure(e.getMessage(), e));
      schema = null;
      return;
    }
    for (int i = 0; i < page.rows().size(); i++) {
      TableRow row = page.rows().get(i);
      output.snapshotRow(
          new SnapshotPosition(table.toString(), row.cursor()), schema, row, page.endsAt(i));
    }
    output.page(table, page.rows().size(), page.bytes());
    if (page.last()) {
      output.snapshotCompleted(schema, !page.rows().isEmpty());
      schema = null;
    }
  }

  /** Other tables, or other rows of them, are to be read. */
  void forget() {
    schema = null;
  }

  /** Whether the condition of a signal can be the reason, so that its snapshot is abandoned. */
  private boolean abandons(TableId table, SQLException error) {
    Entry entry = output.tables().get(table);
    if (entry.filter().isEmpty()
        || error instanceof UnreachableException
        || OceanBaseFailures.classify(error) == Failure.RETRY) {
      return false;
    }
    LOG.error(
        "A requested snapshot of {} is abandoned, since OceanBase rejects its condition: {}",
        table,
        OceanBaseFailures.reason(error));
    output.know(table, entry.captured());
    return true;
  }

  /** Opens the table that the position names, or the next one; false if there is none. */
  private boolean open() throws SQLException, InterruptedException {
    Optional<TableId> next;
    while ((next = output.tables().pending(output.position().snapshot().table())).isPresent()) {
      TableId id = next.get();
      // Without a definition it is pending no longer.
      schema = tables.schema(id);
      if (schema != null) {
        SnapshotPosition at = output.position().snapshot();
        if (!id.toString().equals(at.table()) || !schema.rowKey().holds(at.lastKey())) {
          output.moveTo(new SnapshotPosition(id.toString(), List.of()), id);
        }
        pages = tenant.pages(schema);
        size = new PageSize(fetchSize);
        output.snapshotStarted(id);
        return true;
      }
    }
    return false;
  }
}
