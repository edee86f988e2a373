// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.signal.SignalLog;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.metrics.SourceMetrics;
import io.vecbridge.oceanbase.source.metrics.TableStatus;
import io.vecbridge.oceanbase.source.metrics.TableStatus.Phase;
import io.vecbridge.oceanbase.source.offset.StoredOffset;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The tables that the task captures, and the only owner of that set: tables are discovered, opened
 * one after the other, and released when they are gone or complete.
 *
 * <p>Guarantees that at most {@code snapshot.max.concurrent} snapshots run at the same time: a
 * table whose snapshot has to wait is opened, and takes its SCN, when its turn comes. The snapshot
 * of a failing table doesn't count. Snapshots that were begun before are resumed first.
 */
final class CapturedSet implements AutoCloseable {
  private static final long REPORT_NANOS = Duration.ofSeconds(1).toNanos();

  private final OceanBaseSourceConfig config;
  private final SourceMetrics metrics;
  private final TableListing listing;
  private final TableOpening opening;
  private final TableFailures failures;
  private final LongSupplier nanoClock;
  private final Map<TableId, TableCapture> captures = new LinkedHashMap<>();
  private final Set<TableId> pending = new LinkedHashSet<>();
  // Those whose new snapshot waits for its turn.
  private final Set<TableId> waiting = new LinkedHashSet<>();
  // Those of which a new snapshot is taken whatever offset is stored.
  private final Set<TableId> lost = new LinkedHashSet<>();
  // Where the capture of tables ended that were gone; what Connect has stored can be older.
  private final Map<TableId, StoredOffset> ended = new HashMap<>();
  // Those pending tables that were there when the task started.
  private final Set<TableId> initial = new LinkedHashSet<>();
  // Tables of which nothing (more) is captured, as long as they exist.
  private final Set<TableId> released = new LinkedHashSet<>();
  private Long reportedAt;

  CapturedSet(
      OceanBaseSourceConfig config,
      SourceMetrics metrics,
      TableListing listing,
      TableOpening opening,
      TableFailures failures,
      LongSupplier nanoClock) {
    this.config = config;
    this.metrics = metrics;
    this.listing = listing;
    this.opening = opening;
    this.failures = failures;
    this.nanoClock = nanoClock;
  }

  /** The tables that are open. */
  Collection<TableCapture> open() {
    return captures.values();
  }

  /** Lists the tenant's tables, if the last list is older than the discovery interval. */
  void discover() throws SQLException, InterruptedException {
    boolean first = !listing.hasListed();
    Optional<Set<TableId>> owned = listing.next();
    if (owned.isEmpty()) {
      return;
    }
    released.retainAll(owned.get());
    for (TableId id : owned.get()) {
      if (!captures.containsKey(id)
          && !released.contains(id)
          && !waiting.contains(id)
          && pending.add(id)
          && first) {
        initial.add(id);
      }
    }
  }

  /**
   * Opens one table, which takes some queries.
   *
   * @return whether there was one to open
   */
  boolean openNext() throws SQLException, InterruptedException {
    TableId id = next();
    if (id == null) {
      return false;
    }
    failures.attempt(id, () -> open(id));
    return true;
  }

  private TableId next() {
    for (TableId id : pending) {
      if (!failures.isPaused(id)) {
        return id;
      }
    }
    if (!waiting.isEmpty() && mayBeginSnapshot()) {
      for (TableId id : waiting) {
        if (!failures.isPaused(id)) {
          return id;
        }
      }
    }
    return null;
  }

  private void open(TableId id) throws SQLException, InterruptedException {
    TableStart start = start(id);
    if (start instanceof TableStart.Nothing) {
      forget(id);
      released.add(id);
      return;
    }
    if (!waiting.contains(id) && waits(start)) {
      pending.remove(id);
      waiting.add(id);
      return;
    }
    // A table that is gone is discovered again when there is one of its name.
    Optional<TableCapture> opened = opening.open(id, start, nanoClock.getAsLong());
    forget(id);
    if (opened.isPresent()) {
      captures.put(id, opened.get());
      ended.remove(id);
      failures.captured(id);
    }
  }

  private TableStart start(TableId id) {
    if (lost.contains(id)) {
      return new TableStart.Snapshot();
    }
    return ended.containsKey(id)
        ? TableStart.of(ended.get(id), config.getSnapshotMode(), true)
        : opening.start(id, !initial.contains(id));
  }

  private boolean waits(TableStart start) {
    return start instanceof TableStart.Snapshot
        || start instanceof TableStart.Resumed resumed
            && resumed.isSnapshot()
            && !mayBeginSnapshot();
  }

  private boolean mayBeginSnapshot() {
    int running = 0;
    for (TableCapture capture : captures.values()) {
      if (capture.isSnapshotting() && !failures.isPaused(capture.id())) {
        running++;
      }
    }
    return running < config.concurrentSnapshots();
  }

  private void forget(TableId id) {
    pending.remove(id);
    waiting.remove(id);
    initial.remove(id);
    lost.remove(id);
  }

  /** Lets the tables follow the signals that they haven't followed. */
  void follow(SignalLog signals) throws InterruptedException {
    boolean arrived = signals.arrive();
    for (TableCapture capture : captures.values()) {
      capture.requests().follow(signals, arrived);
    }
  }

  /** Ends the capture of a table that is gone; another of its name can be discovered. */
  void remove(TableCapture capture) {
    captures.remove(capture.id());
    ended.put(capture.id(), capture.offset());
    capture.close();
    failures.gone(capture.id());
  }

  /** Takes a new snapshot of a table when its turn comes. */
  void snapshotAgain(TableCapture capture) {
    captures.remove(capture.id());
    capture.close();
    lost.add(capture.id());
    waiting.add(capture.id());
  }

  /** Releases the tables whose snapshot is complete, if a snapshot is all that is captured. */
  void releaseCompleted() {
    if (!config.getSnapshotMode().streams()) {
      captures.values().removeIf(table -> !table.isSnapshotting() && released.add(table.id()));
    }
  }

  /** Reports what each table is at to the metrics, once a second. */
  void report() {
    long now = nanoClock.getAsLong();
    if (reportedAt != null && now - reportedAt < REPORT_NANOS) {
      return;
    }
    reportedAt = now;
    Map<String, TableStatus> statuses = new HashMap<>();
    for (TableId id : released) {
      statuses.put(id.toString(), metrics.status(Phase.ENDED, 0, 0));
    }
    for (Set<TableId> queued : List.of(pending, waiting)) {
      for (TableId id : queued) {
        Phase phase = failures.isFailing(id) ? Phase.FAILED : Phase.QUEUED;
        statuses.put(id.toString(), metrics.status(phase, 0, 0));
      }
    }
    for (TableCapture capture : captures.values()) {
      Phase phase = capture.isSnapshotting() ? Phase.SNAPSHOT : Phase.STREAMING;
      statuses.put(
          capture.id().toString(),
          metrics.status(
              failures.isFailing(capture.id()) ? Phase.FAILED : phase,
              capture.scn(),
              capture.polls()));
    }
    metrics.tables(statuses);
  }

  /** Sends the offset of each table. */
  void emitHeartbeats() throws InterruptedException {
    for (TableCapture capture : captures.values()) {
      capture.heartbeat();
    }
  }

  @Override
  public void close() {
    captures.values().forEach(TableCapture::close);
  }
}
