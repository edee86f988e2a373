// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.debezium.data.Envelope.Operation;
import io.debezium.relational.TableId;
import io.vecbridge.common.rate.PageSize;
import io.vecbridge.common.rate.RateLimit;
import io.vecbridge.common.source.emit.SnapshotMetrics;
import io.vecbridge.oceanbase.source.offset.BinlogPartition;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.offset.SnapshotPosition;
import io.vecbridge.oceanbase.source.page.TablePages;
import io.vecbridge.oceanbase.source.page.Tenant;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.schema.TableRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Reads the rows that are there, table by table, page by page.
 *
 * <p>Guarantees the hand-over to the binlog: the set of transactions to continue after was taken
 * before the first page, and every page is read as the table is then, so a row that changed in
 * between is in a page, in the binlog after the set, or in both. Changes that a page has already
 * come again and end in the same rows.
 */
final class BinlogSnapshot {
  private final Tenant tenant;
  private final LogTables tables;
  private final BinlogRecords records;
  private final BinlogPartition partition;
  private final SnapshotMetrics<BinlogPartition> metrics;
  private final RateLimit limit;
  private final int fetchSize;
  private RowSchema schema;
  private TablePages pages;
  private PageSize size;

  BinlogSnapshot(
      Tenant tenant,
      LogTables tables,
      BinlogRecords records,
      BinlogPartition partition,
      SnapshotMetrics<BinlogPartition> metrics,
      RateLimit limit,
      int fetchSize) {
    this.tenant = tenant;
    this.tables = tables;
    this.records = records;
    this.partition = partition;
    this.metrics = metrics;
    this.limit = limit;
    this.fetchSize = fetchSize;
  }

  /** Whether rows are left to be read. */
  boolean isRunning() {
    return records.offset().isInitialSnapshotRunning();
  }

  /** Milliseconds that the rate limit still asks for. */
  long waitMillis() {
    return limit.waitMillis();
  }

  /** Reads and sends one page. */
  void step() throws SQLException, InterruptedException {
    if (schema == null && !open()) {
      BinlogPosition position = records.offset().position();
      records.offset().moveTo(null, position.with(null), Instant.now());
      records.emitHeartbeat();
      return;
    }
    SnapshotPosition at = records.offset().position().snapshot();
    TablePages.Page page = pages.page(tenant.latestScn(), at.lastKey(), size);
    for (TableRow row : page.rows()) {
      moveTo(new SnapshotPosition(at.table(), row.cursor()));
      records.emit(Operation.READ, schema, null, row.values());
    }
    limit.charge(page.rows().size(), page.bytes());
    metrics.rows(partition, page.rows().size());
    if (page.last()) {
      metrics.completed(partition);
      // After this name comes the next table's, and nothing is left of this one.
      moveTo(new SnapshotPosition(at.table() + "\0", List.of()));
      schema = null;
    }
  }

  /** Opens the table that the position names, or the next one; false if there is none. */
  private boolean open() throws SQLException, InterruptedException {
    SnapshotPosition at = records.offset().position().snapshot();
    for (TableId id : tables.all()) {
      if (id.toString().compareTo(at.table()) >= 0) {
        schema = tables.schema(id);
        if (schema != null) {
          if (!id.toString().equals(at.table())) {
            moveTo(new SnapshotPosition(id.toString(), List.of()));
          }
          pages = tenant.pages(schema);
          size = new PageSize(fetchSize);
          partition.at(id);
          metrics.started(partition);
          return true;
        }
      }
    }
    return false;
  }

  private void moveTo(SnapshotPosition at) {
    BinlogPosition position = records.offset().position().with(at);
    TableId id = schema == null ? null : schema.table().id();
    records.offset().moveTo(id, position, Instant.now());
  }
}
