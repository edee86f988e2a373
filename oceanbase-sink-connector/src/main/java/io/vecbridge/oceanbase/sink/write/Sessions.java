// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.sink.metrics.SinkCounters;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import java.sql.SQLException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one session open, from the first put on: a tenant that is away must not fail a start. */
final class Sessions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  private static final int CLOSE_MILLIS = 2_000;

  private final OceanBaseSinkConfig config;
  private final OceanBaseConnections connections;
  private final SinkCounters counters;
  private final LongSupplier nanoClock;
  private Session session;

  Sessions(OceanBaseSinkConfig config, SinkCounters counters, LongSupplier nanoClock) {
    this.config = config;
    this.connections = new OceanBaseConnections(config.connection());
    this.counters = counters;
    this.nanoClock = nanoClock;
  }

  Session current() throws SQLException {
    if (session == null) {
      session = Session.open(config, connections, counters, nanoClock);
    }
    return session;
  }

  /**
   * Closes the session; what was not committed is rolled back. Never throws, and is over in seconds
   * where the server doesn't answer: it rolls back by itself then.
   */
  @Override
  public void close() {
    if (session == null) {
      return;
    }
    try {
      session.connection().setNetworkTimeout(Runnable::run, CLOSE_MILLIS);
      session.connection().rollback();
    } catch (SQLException e) {
      LOG.debug("The transaction could not be rolled back, closing its connection does it.", e);
    }
    try {
      session.close();
    } catch (SQLException e) {
      LOG.debug("The connection could not be closed.", e);
    }
    session = null;
  }
}
