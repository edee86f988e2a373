// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsFailuresTest {
  @Test
  void anErrorWithoutTlsHasNoReasonHere() {
    assertThat(TlsFailures.reason(new SQLException("Communications link failure"))).isEmpty();
    assertThat(TlsFailures.reason(new IOException(new EOFException()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSL Connection required, but not provided by server.",
        "MySQL server does not support SSL"
      })
  void aServerWithoutTlsIsNamed(String message) {
    assertThat(TlsFailures.reason(new IOException(message)))
        .contains("the server doesn't support TLS, which the connection requires");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bad_certificate", "certificate_required", "unknown_ca"})
  void anAlertAboutTheClientsCertificateNamesItsOption(String alert) {
    Exception refused = new SSLHandshakeException("Received fatal alert: " + alert);
    assertThat(TlsFailures.reason(new SQLException("no", refused)).orElseThrow())
        .contains("connection.tls.client.cert.file", alert);
  }

  @Test
  void anyOtherFailureOfTlsIsQuoted() {
    assertThat(TlsFailures.reason(new SSLException("Unsupported or unrecognized SSL message")))
        .contains("the TLS connection failed (Unsupported or unrecognized SSL message)");
  }

  @Test
  void theCertificateIsTheReasonOfAFailedHandshake() {
    SSLHandshakeException failed = new SSLHandshakeException("certificate_unknown");
    failed.initCause(new CertificateException("No name matching db found"));
    SocketException wrapped = new SocketException("failed");
    wrapped.initCause(failed);
    assertThat(TlsFailures.reason(wrapped).orElseThrow())
        .startsWith("the server's certificate isn't of the host that the connector connects to")
        .endsWith("(No name matching db found)");
  }
}
