// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.source.emit.SnapshotMetrics;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.event.Binlog;
import io.vecbridge.oceanbase.source.offset.BinlogPartition;
import io.vecbridge.oceanbase.source.page.Tenant;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What is captured after a first position: the snapshot, if one is under way, and the changes. */
final class BinlogStream {
  private final Tenant tenant;
  private final BinlogRecords records;
  private final RateLimits limits;
  private final TransactionProgress progress;
  private final RowChanges changes;
  private final BinlogReader reader;
  private final BinlogSnapshot snapshot;
  private final Map<Long, TableMapEventData> maps = new HashMap<>();

  BinlogStream(
      OceanBaseSourceConfig config,
      Tenant tenant,
      BinlogRecords records,
      BinlogPartition partition,
      SnapshotMetrics<BinlogPartition> metrics) {
    this.tenant = tenant;
    this.records = records;
    this.limits = config.rateLimits();
    this.progress = new TransactionProgress(records.offset().position());
    LogTables tables = new LogTables(tenant, records);
    this.changes = new RowChanges(progress, new CurrentRows(tenant), records, limits.streaming());
    this.snapshot =
        new BinlogSnapshot(
            tenant, tables, records, partition, metrics, limits.snapshot(), config.fetchSize());
    this.reader = new BinlogReader(progress, tables, changes, maps);
  }

  boolean isSnapshotting() {
    return snapshot.isRunning();
  }

  /** Reads and sends one page of the snapshot. */
  void snapshotPage() throws SQLException, InterruptedException {
    snapshot.step();
  }

  /** Reads the binlog after the last change that was emitted. */
  void follow(Binlog binlog, Binlog.Handler handler)
      throws IOException, SQLException, InterruptedException {
    binlog.read(progress.gtids(), maps, handler);
  }

  /** The next event. */
  void read(Event event) throws SQLException, InterruptedException {
    reader.read(event);
  }

  /** Milliseconds that the rate limit of the phase still asks for. */
  long waitMillis() {
    return isSnapshotting() ? snapshot.waitMillis() : limits.streaming().waitMillis();
  }

  /** Sends the position that it begins after. */
  void emitStart() throws InterruptedException {
    records.emitHeartbeat();
  }

  /** Sends the position that the last event has reached. */
  void emitHeartbeat() throws InterruptedException {
    records.offset().moveTo(null, changes.position(), Instant.now());
    records.emitHeartbeat();
  }

  /** After an error: what is under way will be read again. */
  void interrupt() {
    tenant.drop();
    reader.interrupt();
  }
}
