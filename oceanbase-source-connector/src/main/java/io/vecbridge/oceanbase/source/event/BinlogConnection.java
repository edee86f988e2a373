// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.event;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.oceanbase.source.config.BinlogOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that the binlog comes over. Events are handled on the thread that reads them, so a
 * handler that blocks holds the server back, and nothing is held in between. The server sends a
 * heartbeat each quarter of a second when it has nothing else, which is when a stop is noticed, and
 * a silent server too.
 */
final class BinlogConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BinlogConnection.class);
  private static final long HEARTBEAT_MILLIS = 250;
  private static final int SILENCE_MILLIS = 60_000;
  private static final int FIRST_SERVER_ID = 1 << 20;

  private final OceanBaseConnectionConfig tenant;
  private final BinlogOptions options;
  private volatile BinaryLogClient open;

  BinlogConnection(OceanBaseConnectionConfig tenant, BinlogOptions options) {
    this.tenant = tenant;
    this.options = options;
  }

  /** As {@link Binlog#read}. */
  void read(String gtids, Map<Long, TableMapEventData> maps, Binlog.Handler handler)
      throws IOException, SQLException, InterruptedException {
    BinaryLogClient client =
        new BinaryLogClient(
            options.hostname(), options.port(), tenant.username(), tenant.password().value());
    client.setServerId(ThreadLocalRandom.current().nextLong(FIRST_SERVER_ID, Integer.MAX_VALUE));
    client.setGtidSet(gtids);
    client.setGtidSetFallbackToPurged(false);
    client.setKeepAlive(false);
    client.setHeartbeatInterval(HEARTBEAT_MILLIS);
    client.setConnectTimeout(tenant.connectTimeout().toMillis());
    encrypt(client);
    client.setSocketFactory(BinlogConnection::socket);
    client.setEventDeserializer(RowEvents.deserializer(maps));
    Listener listener = new Listener(client, handler);
    client.registerEventListener(listener);
    client.registerLifecycleListener(listener);
    open = client;
    try {
      client.connect();
    } finally {
      open = null;
    }
    listener.rethrow();
    if (handler.isOpen()) {
      throw new IOException("The server closed the connection");
    }
  }

  /** As the tenant's connections are, with the certificates and the key of these. */
  private void encrypt(BinaryLogClient client) {
    switch (tenant.sslMode()) {
      case DISABLED -> client.setSSLMode(SSLMode.DISABLED);
      case PREFERRED -> client.setSSLMode(SSLMode.PREFERRED);
      case REQUIRED -> client.setSSLMode(SSLMode.REQUIRED);
      case VERIFY_CA -> verify(client, false);
      case VERIFY_IDENTITY -> verify(client, true);
    }
  }

  private void verify(BinaryLogClient client, boolean identity) {
    client.setSSLMode(SSLMode.VERIFY_CA);
    client.setSslSocketFactory(
        socket -> {
          try {
            return tenant.tlsFiles().over(socket, options.hostname(), options.port(), identity);
          } catch (IOException e) {
            SocketException failure = new SocketException(e.getMessage());
            failure.initCause(e);
            throw failure;
          }
        });
  }

  /** Ends a {@link #read} on another thread. */
  @Override
  public void close() {
    BinaryLogClient client = open;
    if (client != null) {
      disconnect(client);
    }
  }

  private static Socket socket() throws SocketException {
    Socket socket = new Socket();
    socket.setSoTimeout(SILENCE_MILLIS);
    return socket;
  }

  private static void disconnect(BinaryLogClient client) {
    try {
      client.disconnect();
    } catch (IOException e) {
      LOG.debug("The connection to the binlog could not be closed", e);
    }
  }

  /**
   * Keeps the first failure: the client would log what a listener throws, and the event with it,
   * and continue after it.
   */
  private static final class Listener
      implements BinaryLogClient.EventListener, BinaryLogClient.LifecycleListener {
    private final BinaryLogClient client;
    private final Binlog.Handler handler;
    private Exception failure;

    Listener(BinaryLogClient client, Binlog.Handler handler) {
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
      fail(e);
    }

    @Override
    public void onEventDeserializationFailure(BinaryLogClient from, Exception e) {
      // Continuing after the event would lose it, so the task stops.
      fail(
          new ConnectException(
              "An event of the binlog can't be read"
                  + (e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")")
                  + ". If a table has columns of a type that the Binlog Service does not send,"
                  + " leave the table to a connector with capture.mode=scn.",
              e));
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

    private void rethrow() throws IOException, SQLException, InterruptedException {
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
  }
}
