// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.rate.Backoff;
import io.vecbridge.common.rate.Sleeper;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates one index, on a connection of its own, and tries again while the server is busy. */
final class IndexBuild {
  private static final Logger LOG = LoggerFactory.getLogger(IndexBuild.class);

  /** What a build leaves that has lost its connection must not be taken for an index. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(Settling.SECONDS);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final OceanBaseConnections connections;
  private final TableName table;
  private final NewIndex index;
  private final Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
  private Future<?> turn;
  private volatile boolean ended;
  private volatile boolean refused;
  private volatile Connection building;

  IndexBuild(OceanBaseConnections connections, TableName table, NewIndex index) {
    this.connections = connections;
    this.table = table;
    this.index = index;
  }

  /**
   * Begins when it is its turn.
   *
   * @param over run at its end, unless it is ended before it begins
   */
  void start(ExecutorService executor, Runnable over) {
    turn = executor.submit(() -> run(over));
  }

  /** Whether the server does not create such an index. */
  boolean isRefused() {
    return refused;
  }

  /** Ends it, wherever it is; called by the thread that started it. */
  void end() {
    ended = true;
    turn.cancel(true);
    Connection connection = building;
    if (connection != null) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("The connection of an index could not be closed.", e);
      }
    }
  }

  private void run(Runnable over) {
    try {
      while (!ended && !isDone()) {
        Sleeper.SYSTEM.sleep(pauses.failed());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      over.run();
    }
  }

  /** Whether nothing more is to be done, since it is there or can't be created. */
  private boolean isDone() {
    try (Connection connection = connections.open();
        Statement statement = connection.createStatement()) {
      connection.setNetworkTimeout(Runnable::run, 0);
      building = connection;
      if (!ended && !ExistingIndexes.read(connection, table).has(index.column())) {
        statement.execute(index.statement(table));
        LOG.info(
            "Created the vector index {} on column '{}' of table {}: {}",
            index.name(),
            index.column(),
            table,
            index.index().text());
      }
      return true;
    } catch (SQLException e) {
      if (ended) {
        return true;
      }
      refused = OceanBaseFailures.classify(e) != Failure.RETRY;
      LOG.warn(
          "The vector index {} on column '{}' of table {} can't be created{}: {}",
          index.index().text(),
          index.column(),
          table,
          refused ? ", and is left out" : " yet",
          e.getMessage());
      return refused;
    } finally {
      building = null;
    }
  }
}
