// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.tls;

import com.mysql.cj.conf.PropertyDefinitions.SslMode;
import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.conf.RuntimeProperty;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.SocketConnection;
import com.mysql.cj.protocol.StandardSocketFactory;
import java.io.Closeable;
import java.io.IOException;
import java.util.Properties;
import javax.net.ssl.SSLSocket;

/**
 * The sockets of connections with {@link TlsFiles}: the driver itself reads key stores only. The
 * driver creates one for each connection, by its name, and hands it the connection's properties.
 */
public final class PemSocketFactory extends StandardSocketFactory {
  private static final String CA = "vecbridge.tls.ca";
  private static final String CERTIFICATE = "vecbridge.tls.certificate";
  private static final String KEY = "vecbridge.tls.key";

  /** Lets a connection use the files. */
  public static void use(TlsFiles files, Properties properties) {
    properties.setProperty(
        PropertyKey.socketFactory.getKeyName(), PemSocketFactory.class.getName());
    set(properties, CA, files.ca());
    set(properties, CERTIFICATE, files.certificate());
    set(properties, KEY, files.key());
  }

  @Override
  public <T extends Closeable> T performTlsHandshake(
      SocketConnection connection, ServerSession session) throws IOException {
    return performTlsHandshake(connection, session, null);
  }

  @Override
  @SuppressWarnings("unchecked") // the driver asks for a socket
  public <T extends Closeable> T performTlsHandshake(
      SocketConnection connection, ServerSession session, Log log) throws IOException {
    PropertySet properties = connection.getPropertySet();
    TlsFiles files =
        new TlsFiles(value(properties, CA), value(properties, CERTIFICATE), value(properties, KEY));
    SslMode mode = properties.<SslMode>getEnumProperty(PropertyKey.sslMode).getValue();
    SSLSocket tls = files.over(rawSocket, host, port, mode == SslMode.VERIFY_IDENTITY);
    tls.startHandshake();
    sslSocket = tls;
    return (T) tls;
  }

  private static void set(Properties properties, String name, String value) {
    if (value != null) {
      properties.setProperty(name, value);
    }
  }

  private static String value(PropertySet properties, String name) {
    RuntimeProperty<String> property = properties.getStringProperty(name);
    return property == null ? null : property.getValue();
  }
}
