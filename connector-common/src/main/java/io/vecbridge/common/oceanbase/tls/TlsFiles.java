// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The PEM files of TLS connections that check the server's certificate. They are read for each
 * connection, so that renewed files are used without a restart, into key stores in memory.
 *
 * @param ca the trusted certificates; null for those of the JVM
 * @param certificate the client's certificate with its chain; null if it presents none
 * @param key the key of the client's certificate
 */
public record TlsFiles(String ca, String certificate, String key) {
  /** No files: the JVM's trusted certificates, and no client certificate. */
  public static final TlsFiles NONE = new TlsFiles(null, null, null);

  /** Whether a file is given. */
  public boolean given() {
    return ca != null || certificate != null || key != null;
  }

  /**
   * TLS over a connected socket, before its handshake.
   *
   * @param host the host that was connected to
   * @param identity whether the server's certificate must be that host's
   */
  public SSLSocket over(Socket socket, String host, int port, boolean identity) throws IOException {
    SSLSocket tls = (SSLSocket) context().getSocketFactory().createSocket(socket, host, port, true);
    if (identity) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
    }
    return tls;
  }

  /** Reads the files; the message of the exception names the option and the file. */
  public SSLContext context() throws IOException {
    List<X509Certificate> trusted =
        ca == null ? null : new PemFile(TlsOptions.CA_FILE.name(), ca).certificates();
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(), trusted == null ? null : trustManagers(trusted), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS can't be prepared: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] trustManagers(List<X509Certificate> trusted)
      throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    for (X509Certificate each : trusted) {
      store.setCertificateEntry(String.valueOf(store.size()), each);
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    return managers.getTrustManagers();
  }

  private KeyManager[] keyManagers() throws IOException, GeneralSecurityException {
    if (certificate == null) {
      return null;
    }
    X509Certificate[] chain =
        new PemFile(TlsOptions.CLIENT_CERT_FILE.name(), certificate)
            .certificates()
            .toArray(X509Certificate[]::new);
    KeyStore store = emptyStore();
    char[] password = new char[0];
    store.setKeyEntry(
        "client", new PemFile(TlsOptions.CLIENT_KEY_FILE.name(), key).key(), password, chain);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, password);
    return managers.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }
}
