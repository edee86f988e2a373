// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.pipeline.source.spi.ChangeEventSource.ChangeEventSourceContext;
import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.debezium.relational.TableId;
import io.debezium.util.Clock;
import io.vecbridge.common.failure.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.source.emit.Heartbeats;
import io.vecbridge.common.source.emit.SnapshotMetrics;
import io.vecbridge.common.source.run.CaptureRun;
import io.vecbridge.common.source.run.TaskShare;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.emit.Records;
import io.vecbridge.oceanbase.source.offset.OceanBasePartition;
import io.vecbridge.oceanbase.source.run.Backoff;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import io.vecbridge.oceanbase.source.table.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task's one loop, on one thread and one connection: take in new tables, let each read and send
 * a page in turn, and wait a little where nothing is to do. Errors that time can mend are waited
 * out here.
 */
final class CaptureLoop implements CaptureRun {
  private static final Logger LOG = LoggerFactory.getLogger(CaptureLoop.class);
  private static final long IDLE_MILLIS = 20;

  private final OceanBaseSourceConfig config;
  private final Session session;
  private final TaskShare share;
  private final TableOpening opening;
  private final Polls polls;
  private final CapturedTables tables;
  private final Heartbeats heartbeats;
  private final Backoff backoff = new Backoff();
  private final Map<TableId, TableCapture> captures = new LinkedHashMap<>();
  private final Map<TableId, Boolean> waiting = new LinkedHashMap<>();
  private final Set<TableId> left = new LinkedHashSet<>();
  private boolean discovered;
  private long discoveredAt;

  CaptureLoop(
      OceanBaseSourceConfig config,
      Session session,
      CapturedTables tables,
      TaskShare share,
      OffsetStorageReader offsets,
      Records records,
      SnapshotProgressListener<OceanBasePartition> progress) {
    this.config = config;
    this.session = session;
    this.tables = tables;
    this.share = share;
    this.heartbeats = new Heartbeats(config.getHeartbeatInterval(), Clock.SYSTEM);
    RateLimits limits = config.rateLimits();
    this.opening =
        new TableOpening(
            config, session, tables, offsets, records, limits, new SnapshotMetrics<>(progress));
    this.polls = new Polls(config, session, tables, System.nanoTime());
  }

  @Override
  public void run(ChangeEventSourceContext context) throws InterruptedException {
    while (context.isRunning()) {
      boolean worked = false;
      try {
        discover();
        worked = takeIn() | advance();
        if (backoff.worked()) {
          LOG.info("OceanBase answers again");
        }
      } catch (SQLException e) {
        if (!context.isRunning()) {
          return;
        }
        waitOrThrow(e);
      }
      if (heartbeats.due()) {
        for (TableCapture capture : captures.values()) {
          capture.beat();
        }
      }
      if (!worked) {
        TimeUnit.MILLISECONDS.sleep(IDLE_MILLIS);
      }
    }
  }

  private void discover() throws SQLException {
    long now = System.nanoTime();
    if (discovered && now - discoveredAt < config.capture().discoveryInterval().toNanos()) {
      return;
    }
    Set<TableId> found = new LinkedHashSet<>();
    for (TableId id : tables.all(session.connection())) {
      if (share.owns(id)) {
        found.add(id);
      }
    }
    left.retainAll(found);
    for (TableId id : found) {
      if (!captures.containsKey(id) && !left.contains(id)) {
        waiting.putIfAbsent(id, discovered);
      }
    }
    discovered = true;
    discoveredAt = now;
  }

  /** One at a time: to open a table takes some queries. */
  private boolean takeIn() throws SQLException, InterruptedException {
    if (waiting.isEmpty()) {
      return false;
    }
    Map.Entry<TableId, Boolean> next = waiting.entrySet().iterator().next();
    TableId id = next.getKey();
    Optional<TableCapture> capture = opening.open(id, next.getValue(), System.nanoTime());
    waiting.remove(id);
    if (capture.isPresent()) {
      captures.put(id, capture.get());
    } else {
      left.add(id);
    }
    return true;
  }

  private boolean advance() throws SQLException, InterruptedException {
    boolean worked = polls.advance(captures);
    if (!config.getSnapshotMode().streams()) {
      captures
          .values()
          .removeIf(
              capture -> {
                boolean done = !capture.isSnapshotting();
                if (done) {
                  left.add(capture.id());
                }
                return done;
              });
    }
    return worked;
  }

  private void waitOrThrow(SQLException error) throws InterruptedException {
    session.drop();
    captures.values().forEach(TableCapture::forget);
    String reason = OceanBaseFailures.reason(error);
    if (OceanBaseFailures.classify(error) != Failure.RETRY) {
      throw new ConnectException(
          "OceanBase refused what the capture asked for: "
              + reason
              + ". Mend the cause and restart the task.",
          error);
    }
    Duration wait = backoff.failed();
    LOG.warn(
        "OceanBase can't be read now and is asked again in {} ms: {}", wait.toMillis(), reason);
    TimeUnit.NANOSECONDS.sleep(wait.toNanos());
  }

  @Override
  public void close() {
    captures.values().forEach(TableCapture::close);
    session.close();
  }
}
