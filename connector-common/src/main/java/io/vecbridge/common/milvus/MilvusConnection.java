// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where a Milvus cluster is and how it is spoken to. Texts are null where they aren't set.
 *
 * @param uri {@code http://host:19530}, or {@code https://..} for TLS
 * @param token {@code user:password} or an API key
 * @param tlsCaFile certificates (PEM) that the server's certificate is checked against; the JVM's
 *     own where it isn't set
 * @param tlsClientCertFile this client's certificate (PEM), where the server asks for one
 * @param tlsClientKeyFile the key (PKCS#8 PEM) of that certificate
 * @param tlsServerName the name in the server's certificate, where it isn't the uri's host
 * @param requestTimeout the longest that one call may take
 */
public record MilvusConnection(
    URI uri,
    String token,
    String tlsCaFile,
    String tlsClientCertFile,
    String tlsClientKeyFile,
    String tlsServerName,
    Duration requestTimeout) {

  private static final String PLAIN = "http";
  private static final String TLS = "https";
  private static final int DEFAULT_PORT = 19530;

  /**
   * @throws ConfigException when the settings contradict each other
   */
  public MilvusConnection {
    if (!tls(uri)) {
      requireTls(MilvusConnectionOptions.TLS_CA_FILE.name(), tlsCaFile);
      requireTls(MilvusConnectionOptions.TLS_CLIENT_CERT_FILE.name(), tlsClientCertFile);
      requireTls(MilvusConnectionOptions.TLS_CLIENT_KEY_FILE.name(), tlsClientKeyFile);
      requireTls(MilvusConnectionOptions.TLS_SERVER_NAME.name(), tlsServerName);
    }
    if ((tlsClientCertFile == null) != (tlsClientKeyFile == null)) {
      throw new ConfigException(
          MilvusConnectionOptions.TLS_CLIENT_CERT_FILE.name()
              + " and "
              + MilvusConnectionOptions.TLS_CLIENT_KEY_FILE.name()
              + " go together: set both or neither");
    }
  }

  /** A connection without TLS files. */
  public static MilvusConnection of(String uri, String token, Duration requestTimeout) {
    return new MilvusConnection(parse(uri), token, null, null, null, null, requestTimeout);
  }

  /** The same connection, with another limit of a call's time. */
  public MilvusConnection withRequestTimeout(Duration timeout) {
    return new MilvusConnection(
        uri, token, tlsCaFile, tlsClientCertFile, tlsClientKeyFile, tlsServerName, timeout);
  }

  /**
   * Reads a uri of the form {@code http[s]://host[:port]}.
   *
   * @throws ConfigException with what is wrong
   */
  static URI parse(String text) {
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new ConfigException(
          MilvusConnectionOptions.URI.name() + " is not a URI (" + e.getReason() + ")");
    }
    if (uri.getUserInfo() != null) {
      throw new ConfigException(
          MilvusConnectionOptions.URI.name()
              + " must not hold a user or password: they belong into "
              + MilvusConnectionOptions.TOKEN.name());
    }
    String scheme = uri.getScheme();
    if (uri.getHost() == null || !(PLAIN.equals(scheme) || TLS.equals(scheme))) {
      throw new ConfigException(
          MilvusConnectionOptions.URI.name()
              + " must be http://host:port or, with TLS, https://host:port");
    }
    return uri;
  }

  /** Whether the connection is encrypted. */
  public boolean tls() {
    return tls(uri);
  }

  /** The host name or address. */
  public String host() {
    return uri.getHost();
  }

  /** The port, Milvus's own where the uri has none. */
  public int port() {
    return uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
  }

  /** Without the token. */
  @Override
  public String toString() {
    return uri.toString();
  }

  private static boolean tls(URI uri) {
    return TLS.equals(uri.getScheme());
  }

  private static void requireTls(String option, String value) {
    if (value != null) {
      throw new ConfigException(
          option + " is set, but " + MilvusConnectionOptions.URI.name() + " isn't https");
    }
  }
}
