// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.debezium.util.Clock;
import io.vecbridge.common.source.emit.Heartbeats;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.source.run.TaskShare;
import io.vecbridge.common.source.signal.SignalLog;
import io.vecbridge.common.source.signal.SnapshotSignal;
import io.vecbridge.common.testing.FakeSourceContext;
import io.vecbridge.oceanbase.source.metrics.SourceMetrics;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset;
import io.vecbridge.oceanbase.source.page.TenantInMemory;
import io.vecbridge.oceanbase.source.run.Outages;
import io.vecbridge.oceanbase.source.schema.Emitted;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A capture by polls over a tenant in memory, under a clock that only pauses move. */
final class Polling {
  final TenantInMemory tenant = new TenantInMemory();
  final HeldReads slowReads = new HeldReads();
  final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);
  final SourceMetrics metrics = new SourceMetrics(() -> nanos.get() / 1_000_000);
  final List<Duration> pauses = new ArrayList<>();
  final Deque<SnapshotSignal> channel = new ArrayDeque<>();
  final SignalLog signals = new SignalLog(channel::poll);
  final List<Boolean> connected = new ArrayList<>();
  final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
  final Emitted<NamedPartition, OceanBaseOffset> emitted;
  final LostPolicy lost;
  final TableFailures failures;
  final DefinitionChanges changes;
  final TableOpening opening;
  final CapturedSet captured;
  final Polls polls;
  private final Clock clock;

  Polling(Map<String, String> options) {
    emitted = new Emitted<>(options);
    clock = () -> nanos.get() / 1_000_000;
    lost =
        new LostPolicy(
            emitted.config().getSnapshotMode(), emitted.config().objectFailureMode(), metrics);
    failures =
        new TableFailures(
            emitted.config().objectFailureMode(), nanos::get, tenant::isClosed, metrics);
    changes = new DefinitionChanges(tenant, lost);
    opening =
        new TableOpening(
            emitted.config(),
            tenant,
            new FakeSourceContext(Map.of(), stored),
            emitted.schemas(),
            emitted.framework().output(SnapshotProgressListener.NO_OP()),
            lost);
    captured =
        new CapturedSet(
            emitted.config(),
            metrics,
            new TableListing(
                tenant,
                TaskShare.of(0, emitted.config().options().asMap()),
                missedDrops(false),
                emitted.config().capture().discoveryInterval(),
                nanos::get,
                metrics),
            opening,
            failures,
            nanos::get);
    polls =
        new Polls(
            emitted.config().capture(),
            tenant,
            changes,
            failures,
            new SlowReads(tenant, slowReads, nanos::get),
            nanos::get);
  }

  /**
   * What compares the stored list of tables.
   *
   * @param keeps whether the task is the one that keeps the list
   */
  MissedDrops missedDrops(boolean keeps) {
    return new MissedDrops(
        "p",
        new FakeSourceContext(Map.of(), stored),
        tenant,
        failures,
        emitted.framework().output(SnapshotProgressListener.NO_OP()),
        keeps);
  }

  CaptureLoop loop() {
    return new CaptureLoop(
        captured,
        polls,
        signals,
        new Heartbeats(emitted.config().getHeartbeatInterval(), clock),
        new Outages(this::sleep, connected::add, metrics::retried),
        this::sleep);
  }

  void sleep(Duration time) {
    pauses.add(time);
    nanos.addAndGet(time.toNanos());
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** Opens every table that is there. */
  void openAll() throws SQLException, InterruptedException {
    pass(emitted.config().capture().discoveryInterval());
    captured.discover();
    openNext();
  }

  private void openNext() throws SQLException, InterruptedException {
    while (captured.openNext()) {}
  }

  /** Gives the tables turns until there is nothing to do. */
  void settle() throws SQLException, InterruptedException {
    while (polls.advance(captured)) {
      openNext();
    }
  }

  /** Opens and reads what is there, and forgets what was emitted. */
  void begin() throws SQLException, InterruptedException {
    openAll();
    settle();
    emitted.records();
  }

  /** Lets the next polls begin and end. */
  void poll() throws SQLException, InterruptedException {
    pass(Duration.ofSeconds(1));
    settle();
  }

  TableCapture table(String name) {
    return captured.open().stream()
        .filter(capture -> capture.id().equals(TenantInMemory.id(name)))
        .findFirst()
        .orElseThrow();
  }
}
