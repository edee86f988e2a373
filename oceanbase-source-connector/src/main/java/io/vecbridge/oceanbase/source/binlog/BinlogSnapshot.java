// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.debezium.relational.TableId;
import io.vecbridge.common.rate.PageSize;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.SnapshotPosition;
import io.vecbridge.oceanbase.source.page.TablePages;
import io.vecbridge.oceanbase.source.page.Tenant;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.schema.TableRow;
import java.sql.SQLException;
import java.util.List;

/**
 * Reads the existing rows, table by table, page by page.
 *
 * <p>Guarantees the hand-over to the binlog: the set of transactions to continue after was taken
 * before the first page, and every page is read as the table is then, so a row that changed in
 * between is in a page, in the binlog after the set, or in both. Changes that a page has already
 * come again and end in the same rows.
 */
final class BinlogSnapshot {
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
      output.heartbeat(output.position().with(null));
      return;
    }
    TableId table = schema.table().id();
    SnapshotPosition at = output.position().snapshot();
    TablePages.Page page = pages.page(tenant.latestScn(), at.lastKey(), size);
    for (TableRow row : page.rows()) {
      output.snapshotRow(new SnapshotPosition(at.table(), row.cursor()), schema, row);
    }
    output.page(table, page.rows().size(), page.bytes());
    if (page.last()) {
      output.snapshotCompleted(table);
      // After this name comes the next table's, and nothing is left of this one.
      output.moveTo(new SnapshotPosition(at.table() + "\0", List.of()), table);
      schema = null;
    }
  }

  /** Opens the table that the position names, or the next one; false if there is none. */
  private boolean open() throws SQLException, InterruptedException {
    SnapshotPosition at = output.position().snapshot();
    for (TableId id : tables.all()) {
      if (id.toString().compareTo(at.table()) >= 0) {
        schema = tables.schema(id);
        if (schema != null) {
          if (!id.toString().equals(at.table())) {
            output.moveTo(new SnapshotPosition(id.toString(), List.of()), id);
          }
          pages = tenant.pages(schema);
          size = new PageSize(fetchSize);
          output.snapshotStarted(id);
          return true;
        }
      }
    }
    return false;
  }
}
