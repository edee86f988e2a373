// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.debezium.util.Clock;
import io.vecbridge.common.source.emit.Heartbeats;
import io.vecbridge.common.source.signal.SignalLog;
import io.vecbridge.common.source.signal.SnapshotSignal;
import io.vecbridge.oceanbase.source.event.BinlogInMemory;
import io.vecbridge.oceanbase.source.metrics.SourceMetrics;
import io.vecbridge.oceanbase.source.offset.BinlogOffset;
import io.vecbridge.oceanbase.source.offset.BinlogPartition;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
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

/** A capture by a binlog and a tenant in memory, under a clock that only pauses move. */
final class Following {
  final TenantInMemory tenant = new TenantInMemory();
  final BinlogInMemory binlog = new BinlogInMemory(3);
  final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);
  final List<Duration> pauses = new ArrayList<>();
  final SourceMetrics metrics = new SourceMetrics(() -> nanos.get() / 1_000_000);
  final Deque<SnapshotSignal> channel = new ArrayDeque<>();
  final BinlogPartition partition = new BinlogPartition("p");
  final Emitted<BinlogPartition, BinlogOffset> emitted;
  final Map<String, Object> stored;

  /**
   * @param stored the offset that Connect has, or null
   */
  Following(Map<String, String> options, Map<String, Object> stored) {
    Map<String, String> all = new HashMap<>(options);
    all.put("capture.mode", "binlog");
    this.emitted = new Emitted<>(all);
    this.stored = stored;
  }

  BinlogLoop loop() {
    Clock clock = () -> nanos.get() / 1_000_000;
    return new BinlogLoop(
        new BinlogStart(emitted.config(), binlog, stored, metrics),
        this::stream,
        binlog,
        new Heartbeats(emitted.config().getHeartbeatInterval(), clock),
        new Outages(this::sleep, connected -> {}, metrics::retried),
        this::sleep);
  }

  BinlogStream stream(BinlogPosition position) {
    return new BinlogStream(
        emitted.config(), tenant, binlog, output(position), failed(), new SignalLog(channel::poll));
  }

  /** A stream that has found its tables. */
  BinlogStream begun(BinlogPosition position) throws SQLException, InterruptedException {
    BinlogStream stream = stream(position);
    stream.begin();
    return stream;
  }

  /** The captured tables of an output. */
  LogTables tables(BinlogOutput output) throws SQLException {
    FailedTables failed = failed();
    ReadAhead ahead = new ReadAhead(binlog);
    new TableDiscovery(tenant, output, emitted.config().getSnapshotMode(), failed, ahead).run();
    return new LogTables(tenant, output, failed, ahead, emitted.config().tables().rows()::of);
  }

  private FailedTables failed() {
    return new FailedTables(emitted.config().objectFailureMode(), metrics);
  }

  BinlogOutput output(BinlogPosition position) {
    return new BinlogOutput(
        emitted.framework().output(SnapshotProgressListener.NO_OP()),
        partition,
        new BinlogOffset(emitted.config(), position),
        emitted.schemas());
  }

  private void sleep(Duration time) {
    pauses.add(time);
    nanos.addAndGet(time.toNanos());
  }
}
