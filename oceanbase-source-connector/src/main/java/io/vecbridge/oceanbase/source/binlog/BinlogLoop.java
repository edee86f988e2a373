// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.network.AuthenticationException;
import com.github.shyiko.mysql.binlog.network.ServerException;
import io.debezium.pipeline.source.spi.ChangeEventSource.ChangeEventSourceContext;
import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.debezium.util.Clock;
import io.vecbridge.common.failure.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.source.emit.Heartbeats;
import io.vecbridge.common.source.emit.SnapshotMetrics;
import io.vecbridge.common.source.run.CaptureRun;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.event.BinlogConnection;
import io.vecbridge.oceanbase.source.offset.BinlogPartition;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.run.Backoff;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import io.vecbridge.oceanbase.source.table.Session;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task's one loop: find where to begin, read what is there, then follow the binlog. Errors that
 * time can mend are waited out here; a connection that was lost is made again at the last change
 * that is out.
 */
final class BinlogLoop implements CaptureRun {
  private static final Logger LOG = LoggerFactory.getLogger(BinlogLoop.class);
  private static final int POSITION_GONE = 1236;

  private final OceanBaseSourceConfig config;
  private final Session session;
  private final CapturedTables captured;
  private final BinlogConnection connection;
  private final BinlogServer server;
  private final Map<String, Object> stored;
  private final Function<BinlogPosition, BinlogRecords> outlet;
  private final BinlogPartition partition;
  private final SnapshotMetrics<BinlogPartition> metrics;
  private final RateLimits limits;
  private final Heartbeats heartbeats;
  private final Backoff backoff = new Backoff();
  private final Map<Long, TableMapEventData> maps = new HashMap<>();
  private BinlogRecords records;
  private TransactionProgress progress;
  private RowChanges changes;
  private BinlogReader reader;
  private BinlogSnapshot snapshot;

  /**
   * @param stored the offset that Connect has, or null
   * @param outlet makes the records from the first position on
   */
  BinlogLoop(
      OceanBaseSourceConfig config,
      Session session,
      CapturedTables captured,
      BinlogConnection connection,
      Map<String, Object> stored,
      BinlogPartition partition,
      Function<BinlogPosition, BinlogRecords> outlet,
      SnapshotProgressListener<BinlogPartition> listener) {
    this.config = config;
    this.session = session;
    this.captured = captured;
    this.connection = connection;
    this.server = new BinlogServer(config.connection(), config.binlog());
    this.stored = stored;
    this.partition = partition;
    this.outlet = outlet;
    this.metrics = new SnapshotMetrics<>(listener);
    this.limits = config.rateLimits();
    this.heartbeats = new Heartbeats(config.getHeartbeatInterval(), Clock.SYSTEM);
  }

  @Override
  public void run(ChangeEventSourceContext context) throws InterruptedException {
    while (context.isRunning()) {
      try {
        if (reader == null) {
          begin(new BinlogStart(config, server).position(stored));
          // A crash before the first change must not begin again at a later "now".
          records.emitHeartbeat();
        }
        if (snapshot.isRunning()) {
          snapshot.step();
          pause(snapshot.waitMillis());
        } else if (config.getSnapshotMode().streams()) {
          connection.read(progress.gtids(), maps, handler(context));
        } else {
          TimeUnit.SECONDS.sleep(1);
        }
        backoff.worked();
      } catch (SQLException e) {
        failed(context, OceanBaseFailures.classify(e), OceanBaseFailures.reason(e), e);
      } catch (AuthenticationException e) {
        failed(context, Failure.FATAL, "user name or password is wrong", e);
      } catch (ServerException e) {
        if (e.getErrorCode() == POSITION_GONE) {
          throw BinlogStart.lost();
        }
        failed(context, Failure.RETRY, "error " + e.getErrorCode(), e);
      } catch (IOException e) {
        failed(context, Failure.RETRY, e.getClass().getSimpleName(), e);
      }
    }
  }

  private void begin(BinlogPosition start) {
    records = outlet.apply(start);
    progress = new TransactionProgress(start);
    LogTables tables = new LogTables(captured, session, records);
    changes = new RowChanges(progress, new CurrentRows(session), records, limits.streaming());
    snapshot =
        new BinlogSnapshot(
            session, tables, records, partition, metrics, limits.snapshot(), config.fetchSize());
    reader = new BinlogReader(progress, tables, changes, maps);
    LOG.info(
        "The binlog is captured {} the GTID set {}",
        snapshot.isRunning() ? "with a snapshot first, behind" : "behind",
        start.gtids());
  }

  private BinlogConnection.Handler handler(ChangeEventSourceContext context) {
    return new BinlogConnection.Handler() {
      @Override
      public void handle(Event event) throws SQLException, InterruptedException {
        reader.read(event);
        backoff.worked();
        if (heartbeats.due()) {
          records.offset().moveTo(null, changes.position(), Instant.now());
          records.emitHeartbeat();
        }
        pause(limits.streaming().waitMillis());
      }

      @Override
      public boolean goesOn() {
        return context.isRunning();
      }
    };
  }

  private static void pause(long millis) throws InterruptedException {
    if (millis > 0) {
      TimeUnit.MILLISECONDS.sleep(millis);
    }
  }

  private void failed(
      ChangeEventSourceContext context, Failure failure, String reason, Exception error)
      throws InterruptedException {
    session.drop();
    if (reader != null) {
      reader.interrupt();
    }
    if (!context.isRunning()) {
      return;
    }
    if (failure != Failure.RETRY) {
      throw new ConnectException(
          "OceanBase refused what the capture asked for: "
              + reason
              + ". Mend the cause and restart the task.",
          error);
    }
    Duration wait = backoff.failed();
    LOG.warn(
        "The binlog can't be read now and is asked for again in {} ms: {}",
        wait.toMillis(),
        reason);
    TimeUnit.NANOSECONDS.sleep(wait.toNanos());
  }

  @Override
  public void close() {
    connection.close();
    session.close();
  }
}
