// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.event;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the events of one connection to a handler.
 *
 * <p>Keeps the first failure: the client would log what a listener throws, and the event with it,
 * and continue after it.
 */
final class ReceivedEvents
    implements BinaryLogClient.EventListener, BinaryLogClient.LifecycleListener {
  private static final Logger LOG = LoggerFactory.getLogger(ReceivedEvents.class);

  private final BinaryLogClient client;
  private final Binlog.Handler handler;
  private Exception failure;

  ReceivedEvents(BinaryLogClient client, Binlog.Handler handler) {
    this.client = client;
    this.handler = handler;
  }

  @Override
  public void onEvent(Event event) {
    if (failure != null) {
      return;
    }
    if (!handler.isOpen()) {
      disconnect(client);
      return;
    }
    try {
      handler.handle(event);
      if (!handler.isOpen()) {
        disconnect(client);
      }
    } catch (SQLException | InterruptedException | RuntimeException e) {
      fail(e);
    }
  }

  @Override
  public void onConnect(BinaryLogClient connected) {
    LOG.info("The binlog is read");
  }

  @Override
  public void onCommunicationFailure(BinaryLogClient from, Exception e) {
    IOException lost = lostConnection(e);
    fail(lost == null ? e : lost);
  }

  @Override
  public void onEventDeserializationFailure(BinaryLogClient from, Exception e) {
    // The client reports a silence in the middle of an event as an event that can't be read.
    IOException lost = lostConnection(e);
    if (lost != null) {
      fail(lost);
      return;
    }
    // Continuing after the event would lose it, so the task stops.
    fail(
        new ConnectException(
            "An event of the binlog can't be read"
                + (e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")")
                + ". If a table has columns of a type that the Binlog Service does not send,"
                + " leave the table to a connector with capture.mode=scn.",
            e));
  }

  /** The error of the connection among the causes of a failure; null if there is none. */
  private static IOException lostConnection(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedIOException
          || cause instanceof SocketException
          || cause instanceof SSLException
          || cause instanceof EOFException) {
        return (IOException) cause;
      }
    }
    return null;
  }

  @Override
  public void onDisconnect(BinaryLogClient from) {
    // Why, is known by then.
  }

  private void fail(Exception e) {
    if (failure == null) {
      failure = e;
    }
    disconnect(client);
  }

  /** Throws the first failure, if there was one. */
  void rethrow() throws IOException, SQLException, InterruptedException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof SQLException e) {
      throw e;
    }
    if (failure instanceof InterruptedException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure != null) {
      throw new IOException("The binlog can't be read", failure);
    }
  }

  static void disconnect(BinaryLogClient client) {
    try {
      client.disconnect();
    } catch (IOException e) {
      LOG.debug("The connection to the binlog could not be closed", e);
    }
  }
}
