// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.event;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
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

/**
 * The connection that the binlog comes over. Events are handled on the thread that reads them, so a
 * handler that blocks holds the server back, and nothing is held in between. The server sends a
 * heartbeat each quarter of a second when it has nothing else, which is when a stop is noticed, and
 * a silent server too.
 */
final class BinlogConnection implements AutoCloseable {
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
    ReceivedEvents listener = new ReceivedEvents(client, handler);
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
      ReceivedEvents.disconnect(client);
    }
  }

  private static Socket socket() throws SocketException {
    Socket socket = new Socket();
    socket.setSoTimeout(SILENCE_MILLIS);
    return socket;
  }
}
