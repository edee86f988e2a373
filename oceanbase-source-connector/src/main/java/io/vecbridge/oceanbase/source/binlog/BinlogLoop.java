// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.network.AuthenticationException;
import com.github.shyiko.mysql.binlog.network.ServerException;
import io.debezium.pipeline.source.spi.ChangeEventSource.ChangeEventSourceContext;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.tls.TlsFailures;
import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.common.source.emit.Heartbeats;
import io.vecbridge.common.source.run.TaskRun;
import io.vecbridge.oceanbase.source.event.Binlog;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.run.Outages;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task's one loop: find where to begin, take the snapshot, then follow the binlog. Errors that
 * can pass are waited out here; a connection that was lost is opened again after the last change
 * that was emitted.
 */
final class BinlogLoop implements TaskRun.Loop {
  private static final Logger LOG = LoggerFactory.getLogger(BinlogLoop.class);
  private static final int ACCESS_DENIED = 1045;
  private static final int POSITION_REFUSED = 1236;
  // A server that lags behind the one that was asked also refuses a position that can be continued.
  private static final int MOST_REFUSALS = 10;
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final long SLICE_MILLIS = 200;

  private final BinlogStart start;
  private final Function<BinlogPosition, BinlogStream> streams;
  private final Binlog binlog;
  private final Heartbeats heartbeats;
  private final Outages outages;
  private final Sleeper sleeper;
  private BinlogStream stream;
  private boolean lost;
  private boolean resnapshotted;
  private int refusals;

  /**
   * @param streams creates the stream after the first position
   */
  BinlogLoop(
      BinlogStart start,
      Function<BinlogPosition, BinlogStream> streams,
      Binlog binlog,
      Heartbeats heartbeats,
      Outages outages,
      Sleeper sleeper) {
    this.start = start;
    this.streams = streams;
    this.binlog = binlog;
    this.heartbeats = heartbeats;
    this.outages = outages;
    this.sleeper = sleeper;
  }

  @Override
  public void run(ChangeEventSourceContext context) throws InterruptedException {
    while (context.isRunning()) {
      try {
        step(context);
        outages.succeeded();
      } catch (SQLException e) {
        failed(context, OceanBaseFailures.classify(e), OceanBaseFailures.reason(e), e);
      } catch (IOException e) {
        String reason = TlsFailures.reason(e).orElse(e.getClass().getSimpleName());
        failed(context, Failure.RETRY, reason, e);
      }
    }
  }

  private void step(ChangeEventSourceContext context)
      throws SQLException, IOException, InterruptedException {
    if (lost) {
      begin(start.afterLoss());
      lost = false;
      resnapshotted = true;
    } else if (stream == null) {
      begin(start.position());
    }
    stream.followSignals();
    if (stream.isSnapshotting()) {
      stream.snapshotPage();
      pace(context);
    } else if (!start.streams()) {
      sleeper.sleep(IDLE);
    } else if (start.continues(stream.position())) {
      follow(context);
    } else {
      lose();
    }
  }

  private void follow(ChangeEventSourceContext context)
      throws SQLException, IOException, InterruptedException {
    try {
      stream.follow(binlog, handler(context));
    } catch (ServerException e) {
      if (e.getErrorCode() != POSITION_REFUSED) {
        throw sqlException(e);
      }
      if (++refusals <= MOST_REFUSALS && start.continues(stream.position())) {
        throw new SQLTransientConnectionException(
            e.getMessage(), e.getSqlState(), e.getErrorCode(), e);
      }
      lose();
    }
  }

  /** The same error as of a statement, so that both are classified in the same way. */
  private static SQLException sqlException(ServerException e) {
    // The client has no code if it doesn't understand the server's answer to the login.
    return e instanceof AuthenticationException && e.getErrorCode() == 0
        ? new SQLInvalidAuthorizationSpecException(e.getMessage(), "28000", ACCESS_DENIED, e)
        : new SQLException(e.getMessage(), e.getSqlState(), e.getErrorCode(), e);
  }

  /** The server no longer has what follows: a new snapshot, if the mode allows one, is the way. */
  private void lose() {
    stream.interrupt();
    if (resnapshotted) {
      // A second one would end in the same way.
      throw BinlogStart.lost();
    }
    lost = true;
    refusals = 0;
  }

  private void begin(BinlogPosition position) throws SQLException, InterruptedException {
    BinlogStream next = streams.apply(position);
    try {
      next.begin();
    } catch (SQLException e) {
      next.interrupt();
      throw e;
    }
    stream = next;
    start.begun();
    LOG.info(
        "Capturing the binlog {} the GTID set {}",
        stream.isSnapshotting() ? "with a snapshot first, after" : "after",
        position.gtids());
  }

  private Binlog.Handler handler(ChangeEventSourceContext context) {
    BinlogPosition from = stream.position();
    return new Binlog.Handler() {
      @Override
      public void handle(Event event) throws SQLException, InterruptedException {
        stream.read(event);
        stream.followSignals();
        if (stream.isBeyond(from, event)) {
          resnapshotted = false;
          refusals = 0;
          outages.succeeded();
        }
        if (heartbeats.due()) {
          stream.emitHeartbeat();
        }
        pace(context);
      }

      @Override
      public boolean isOpen() {
        return context.isRunning() && !stream.isSnapshotting();
      }
    };
  }

  /** Waits for the rate limit in slices, so that a stop is noticed and heartbeats are sent. */
  private void pace(ChangeEventSourceContext context) throws InterruptedException {
    long left = stream.waitMillis();
    while (left > 0 && context.isRunning()) {
      long slice = Math.min(left, SLICE_MILLIS);
      sleeper.sleep(Duration.ofMillis(slice));
      left -= slice;
      if (heartbeats.due()) {
        stream.emitHeartbeat();
      }
    }
  }

  private void failed(
      ChangeEventSourceContext context, Failure failure, String reason, Exception error)
      throws InterruptedException {
    if (stream != null) {
      stream.interrupt();
    }
    if (context.isRunning()) {
      outages.failed(failure, reason, error);
    }
  }

  @Override
  public void close() {
    // Nothing is open once the loop has ended. Another thread closes the binlog to end a read.
  }
}
