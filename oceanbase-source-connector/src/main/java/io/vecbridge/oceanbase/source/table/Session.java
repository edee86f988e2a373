// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.table;

import io.vecbridge.common.oceanbase.OceanBaseScn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, opened when it is needed and again after it was lost. Used by one thread; {@link
 * #close} may be called by another, and ends a statement that runs.
 */
public final class Session implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private final Opener connections;
  private volatile Connection connection;
  private volatile boolean closed;

  /** Opens connections to the tenant. */
  public interface Opener {
    /** A new connection. */
    Connection open() throws SQLException;
  }

  /** The tenant can't be reached: the cause is no table's. */
  public static final class UnreachableException extends SQLException {
    private static final long serialVersionUID = 1L;

    /** With the code and the state of the error. */
    public UnreachableException(SQLException error) {
      super(error.getMessage(), error.getSQLState(), error.getErrorCode(), error);
    }
  }

  /** Nothing is opened yet. */
  public Session(Opener connections) {
    this.connections = connections;
  }

  /** The connection. */
  public Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      try {
        open = connections.open();
      } catch (SQLException e) {
        throw new UnreachableException(e);
      }
      connection = open;
    }
    if (closed) {
      drop();
      throw new SQLException("The task stops", "08003");
    }
    return open;
  }

  /** A statement on the connection. */
  public PreparedStatement prepare(String query) throws SQLException {
    return connection().prepareStatement(query);
  }

  /** An SCN that no later commit goes below ({@link OceanBaseScn#current}). */
  public long currentScn() throws SQLException {
    return OceanBaseScn.current(connection());
  }

  /**
   * The SCN of this moment, which no earlier commit is above, or {@link OceanBaseScn#NOW} to read
   * without one.
   */
  public long latestScn() throws SQLException {
    return OceanBaseScn.latest(connection());
  }

  /** Whether {@link #close} was called. */
  public boolean isClosed() {
    return closed;
  }

  /** Gives the connection up at once, without a word to the server. */
  public void drop() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("A lost connection could not be closed", e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    drop();
  }
}
