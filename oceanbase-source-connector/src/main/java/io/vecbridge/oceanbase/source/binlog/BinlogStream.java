// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import io.debezium.relational.TableId;
import io.vecbridge.common.source.signal.SignalLog;
import io.vecbridge.common.source.signal.SnapshotSignal;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.event.Binlog;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.offset.BinlogTables.Entry;
import io.vecbridge.oceanbase.source.page.Tenant;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is captured after a first position: the snapshot, if one is under way, and the changes. */
final class BinlogStream {
  private static final Logger LOG = LoggerFactory.getLogger(BinlogStream.class);
  private static final Set<EventType> HEARTBEATS =
      EnumSet.of(EventType.HEARTBEAT, EventType.HEARTBEAT_V2);

  private final Tenant tenant;
  private final BinlogOutput output;
  private final TransactionProgress progress;
  private final RowChanges changes;
  private final BinlogReader reader;
  private final BinlogSnapshot snapshot;
  private final TableDiscovery discovery;
  private final FailedTables failed;
  private final boolean snapshots;
  private final SignalLog signals;
  private final Map<Long, TableMapEventData> maps = new HashMap<>();

  BinlogStream(
      OceanBaseSourceConfig config,
      Tenant tenant,
      Binlog binlog,
      BinlogOutput output,
      FailedTables failed,
      SignalLog signals) {
    this.tenant = tenant;
    this.output = output;
    this.progress = new TransactionProgress(output.position());
    this.failed = failed;
    this.signals = signals;
    this.snapshots = config.getSnapshotMode().snapshotsNewCollections();
    ReadAhead ahead = new ReadAhead(binlog);
    LogTables tables = new LogTables(tenant, output, failed, ahead, config.tables().rows()::of);
    this.discovery = new TableDiscovery(tenant, output, config.getSnapshotMode(), failed, ahead);
    this.changes = new RowChanges(progress, new CurrentRows(tenant), output);
    this.snapshot = new BinlogSnapshot(tenant, tables, output, config.fetchSize());
    this.reader = new BinlogReader(progress, tables, discovery, changes, maps);
  }

  boolean isSnapshotting() {
    return output.isSnapshotting();
  }

  /** Lets the tables follow the signals that have arrived; a snapshot is under way if they ask. */
  void followSignals() throws InterruptedException {
    if (!signals.arrive()) {
      return;
    }
    BinlogPosition at = output.position();
    long followed = at.signalPosition();
    Map<TableId, Entry> changed = new HashMap<>();
    for (Map.Entry<TableId, Entry> table : at.tables().entries().entrySet()) {
      SignalLog.Next next = signals.next(table.getKey(), at.signalPosition());
      followed = Math.max(followed, next.position());
      Entry entry = table.getValue();
      for (SnapshotSignal signal : next.signals()) {
        entry =
            switch (signal.kind()) {
              case EXECUTE -> entry.requested(signal.filter(table.getKey()));
              case STOP -> entry.captured();
            };
      }
      if (!entry.equals(table.getValue())) {
        LOG.info("The rows of {} that signals ask for have changed", table.getKey());
        changed.put(table.getKey(), entry);
      }
    }
    output.followed(followed, changed);
    if (!changed.isEmpty()) {
      snapshot.forget();
      output.start();
    }
  }

  /** Reads and sends one page of the snapshot. */
  void snapshotPage() throws SQLException, InterruptedException {
    snapshot.step();
    failed.report(output.tables());
  }

  /** Reads the binlog after the last change that was emitted. */
  void follow(Binlog binlog, Binlog.Handler handler)
      throws IOException, SQLException, InterruptedException {
    binlog.read(progress.gtids(), maps, handler);
    reader.interrupt();
  }

  /** The next event. */
  void read(Event event) throws SQLException, InterruptedException {
    reader.read(event);
    // A snapshot waits for the end of a transaction that creates a table and fills it. Without
    // one, the rows are changes that follow at once.
    if (discovery.isDue() && (!snapshots || !reader.isInTransaction())) {
      discovery.run();
      changes.reach();
    }
    failed.report(output.tables());
  }

  /** The position that the last event has reached. */
  BinlogPosition position() {
    return changes.position();
  }

  /**
   * Whether an event shows that the stream is further than where a connection began, and so than
   * where the one before it failed. The first events of each connection don't, nor do those that
   * come again. The server sends a heartbeat without a transaction if nothing else follows.
   */
  boolean isBeyond(BinlogPosition from, Event event) {
    boolean atTheEnd =
        progress.current().isEmpty() && HEARTBEATS.contains(event.getHeader().getEventType());
    return atTheEnd
        || !progress.gtids().equals(from.gtids())
        || !progress.partial().equals(from.partial());
  }

  /** Milliseconds that the rate limit of the phase still asks for. */
  long waitMillis() {
    return output.waitMillis();
  }

  /** Finds the tables, and sends the position that it begins after. */
  void begin() throws SQLException, InterruptedException {
    failed.retryAll();
    discovery.run();
    failed.report(output.tables());
    // A crash before the first change must not begin again at a later "now".
    output.start();
  }

  /** Sends the position that the last event has reached. */
  void emitHeartbeat() throws InterruptedException {
    output.heartbeat(position());
  }

  /** After an error: what is under way will be read again. */
  void interrupt() {
    tenant.drop();
    reader.interrupt();
  }
}
