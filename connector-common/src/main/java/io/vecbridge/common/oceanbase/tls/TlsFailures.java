// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.tls;

import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * What a failed TLS handshake means, found in the causes of an error. The JVM's texts that are
 * quoted name certificates, hosts and alerts, and nothing that the server sent.
 */
public final class TlsFailures {
  private static final String ALERT = "Received fatal alert: ";
  private static final Pattern ABOUT_CERTIFICATES =
      Pattern.compile("certificate|unknown_ca|access_denied");
  private static final Pattern OTHER_HOST =
      Pattern.compile("No subject alternative|No name matching|identity verification failed");
  // Of Connector/J and of the binlog's client, which have no exceptions of their own for it.
  private static final Pattern WITHOUT_TLS =
      Pattern.compile(
          "SSL Connection required, but not provided|MySQL server does not support SSL");

  private TlsFailures() {}

  /** What is wrong and what to do about it; empty if an error is not about TLS. */
  public static Optional<String> reason(Throwable error) {
    Optional<String> reason = Optional.empty();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof TlsFileException) {
        return Optional.of(message.substring(0, message.length() - 1));
      }
      if (cause instanceof CertificateException) {
        return Optional.of(certificate(message));
      }
      if (WITHOUT_TLS.matcher(message).find()) {
        return Optional.of("the server doesn't support TLS, which the connection requires");
      }
      if (cause instanceof SSLException) {
        reason = Optional.of(handshake(message));
      }
    }
    return reason;
  }

  private static String certificate(String message) {
    return OTHER_HOST.matcher(message).find()
        ? "the server's certificate isn't of the host that the connector connects to, which"
            + " sslMode=VERIFY_CA in connection.url doesn't check ("
            + message
            + ")"
        : "the server's certificate isn't trusted, check connection.tls.ca.file (" + message + ")";
  }

  private static String handshake(String message) {
    return message.contains(ALERT) && ABOUT_CERTIFICATES.matcher(message).find()
        ? "the server refuses the client certificate or its absence, check"
            + " connection.tls.client.cert.file ("
            + message
            + ")"
        : "the TLS connection failed (" + message + ")";
  }
}
