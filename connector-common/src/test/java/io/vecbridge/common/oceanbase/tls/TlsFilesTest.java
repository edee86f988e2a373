// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.testing.CertificateAuthority;
import io.vecbridge.common.testing.CertificateAuthority.Issued;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsFilesTest {
  private static final int DATA = 42;

  @TempDir private static Path folder;
  private static CertificateAuthority authority;
  private static CertificateAuthority stranger;
  private static Issued client;
  private static SSLServerSocket server;
  private static SSLServerSocket strict;

  @BeforeAll
  static void listen() throws IOException {
    authority = new CertificateAuthority(folder, "authority");
    stranger = new CertificateAuthority(folder, "stranger");
    client = authority.issue("client", "RSA", "client");
    Issued issued = authority.issue("server");
    server = listen(files(authority.certificate(), issued));
    strict = listen(files(authority.certificate(), issued));
    strict.setNeedClientAuth(true);
    for (SSLServerSocket each : List.of(server, strict)) {
      Thread thread = new Thread(() -> serve(each));
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static SSLServerSocket listen(TlsFiles files) throws IOException {
    return (SSLServerSocket)
        files
            .context()
            .getServerSocketFactory()
            .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterAll
  static void close() throws IOException {
    server.close();
    strict.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void aServerWithATrustedCertificateOfItsHostIsAccepted(String host) throws IOException {
    connect(files(authority.certificate(), null), host, true);
    connect(files(authority.certificate(), client), host, true);
  }

  @Test
  void aServerWhoseCertificateIsNotTrustedIsRefusedWithTheOption() {
    assertThat(failure(files(stranger.certificate(), null), "localhost", false))
        .startsWith("the server's certificate isn't trusted, check connection.tls.ca.file (")
        .contains("certification path");
    assertThat(failure(TlsFiles.NONE, "localhost", false)).contains("isn't trusted");
  }

  @Test
  void aServerWithTheCertificateOfAnotherHostIsRefusedUnlessOnlyTheAuthorityCounts()
      throws IOException {
    assertThat(failure(files(authority.certificate(), null), "elsewhere", true))
        .startsWith("the server's certificate isn't of the host that the connector connects to")
        .contains("elsewhere");
    connect(files(authority.certificate(), null), "elsewhere", false);
  }

  @Test
  void aMissingClientCertificateAndOneThatTheServerDoesNotTrustAreReportedWithTheOption()
      throws IOException {
    Issued foreign = stranger.issue("foreign");
    for (Issued issued : new Issued[] {foreign, null}) {
      assertThatThrownBy(() -> connect(strict, files(authority.certificate(), issued), true))
          .satisfies(
              e ->
                  assertThat(TlsFailures.reason(e).orElseThrow())
                      .startsWith("the server refuses the client certificate or its absence")
                      .contains("connection.tls.client.cert.file"));
    }
    connect(strict, files(authority.certificate(), client), true);
  }

  @Test
  void filesAreReadAgainForEachConnection() throws IOException {
    Path ca = folder.resolve("renewed.pem");
    Files.copy(stranger.certificate(), ca);
    TlsFiles files = files(ca, null);
    assertThat(failure(files, "localhost", true)).contains("isn't trusted");

    Files.writeString(
        ca, Files.readString(stranger.certificate()) + Files.readString(authority.certificate()));
    connect(files, "localhost", true);
  }

  @Test
  void aFileThatIsMissingOrHoldsSomethingElseIsReportedWithOptionAndPathButNotItsContent()
      throws IOException {
    Path text = Files.writeString(folder.resolve("text.pem"), "s3cret");
    Path broken =
        Files.writeString(
            folder.resolve("broken.pem"),
            "-----BEGIN PRIVATE KEY-----\nczNjcmV0\n-----END PRIVATE KEY-----\n");

    assertRefused(
        new TlsFiles("/no/such.pem", null, null),
        "connection.tls.ca.file (/no/such.pem) can't be read: NoSuchFileException.");
    assertRefused(
        new TlsFiles(text.toString(), null, null),
        "connection.tls.ca.file (" + text + ") must hold certificates in PEM.");
    assertRefused(
        new TlsFiles(null, text.toString(), client.key().toString()),
        "connection.tls.client.cert.file (" + text + ") must hold certificates in PEM.");
    for (Path key : new Path[] {text, broken}) {
      assertRefused(
          new TlsFiles(null, client.certificate().toString(), key.toString()),
          "connection.tls.client.key.file ("
              + key
              + ") must hold a key in PEM, PKCS#8 without a password: openssl pkcs8 -topk8 -nocrypt"
              + " converts others.");
    }
  }

  private static void assertRefused(TlsFiles files, String message) {
    assertThatThrownBy(files::context).isInstanceOf(TlsFileException.class).hasMessage(message);
    assertThatThrownBy(files::context)
        .satisfies(
            e ->
                assertThat(TlsFailures.reason(new IOException("no", e)))
                    .contains(message.substring(0, message.length() - 1)));
  }

  private static TlsFiles files(Path ca, Issued issued) {
    return new TlsFiles(
        ca.toString(),
        issued == null ? null : issued.certificate().toString(),
        issued == null ? null : issued.key().toString());
  }

  private static String failure(TlsFiles files, String host, boolean identity) {
    try {
      connect(files, host, identity);
      return "no failure";
    } catch (IOException e) {
      return TlsFailures.reason(e).orElseThrow();
    }
  }

  private static void connect(TlsFiles files, String host, boolean identity) throws IOException {
    connect(server, files, host, identity);
  }

  private static void connect(SSLServerSocket to, TlsFiles files, boolean identity)
      throws IOException {
    connect(to, files, "localhost", identity);
  }

  /** Connects to a server as if it had that name. */
  private static void connect(SSLServerSocket to, TlsFiles files, String host, boolean identity)
      throws IOException {
    try (Socket socket = new Socket(to.getInetAddress(), to.getLocalPort());
        SSLSocket tls = files.over(socket, host, to.getLocalPort(), identity)) {
      tls.startHandshake();
      assertThat(tls.getInputStream().read()).isEqualTo(DATA);
    }
  }

  private static void serve(SSLServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.getOutputStream().write(DATA);
      } catch (IOException e) {
        // A client that was refused, or refuses.
      }
    }
  }
}
