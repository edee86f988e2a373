// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import java.net.URI;
import java.time.Duration;

/**
 * The address of a Milvus cluster and how to connect to it. Texts are null if they aren't set.
 *
 * @param uri {@code http://host:19530}, or {@code https://..} for TLS
 * @param token {@code user:password} or an API key
 * @param tls of an encrypted connection
 * @param requestTimeout the longest that one call may take
 */
public record MilvusConnection(URI uri, String token, Tls tls, Duration requestTimeout) {
  private static final int DEFAULT_PORT = 19530;

  /**
   * How the server and this client prove who they are.
   *
   * @param caFile certificates (PEM) that the server's certificate is checked against; the JVM's
   *     own if it isn't set
   * @param clientCertFile this client's certificate (PEM), if the server asks for one
   * @param clientKeyFile the key (PKCS#8 PEM) of that certificate
   * @param serverName the name in the server's certificate, if it isn't the uri's host
   */
  public record Tls(String caFile, String clientCertFile, String clientKeyFile, String serverName) {
    private static final Tls DEFAULT = new Tls(null, null, null, null);
  }

  /** A connection without TLS files. */
  public static MilvusConnection of(String uri, String token, Duration requestTimeout) {
    return new MilvusConnection(URI.create(uri), token, Tls.DEFAULT, requestTimeout);
  }

  /** The same connection, with another limit of a call's time. */
  public MilvusConnection withRequestTimeout(Duration timeout) {
    return new MilvusConnection(uri, token, tls, timeout);
  }

  /** Whether the connection is encrypted. */
  public boolean isEncrypted() {
    return uri.getScheme().equals("https");
  }

  /** The host name or address. */
  public String host() {
    return uri.getHost();
  }

  /** The port, Milvus's own if the uri has none. */
  public int port() {
    return uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
  }

  /** Without the token. */
  @Override
  public String toString() {
    return uri.toString();
  }
}
