// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.security;

import io.vecbridge.common.oceanbase.tls.TlsFiles;
import io.vecbridge.common.testing.CertificateAuthority;
import io.vecbridge.common.testing.CertificateAuthority.Issued;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Speaks MySQL's protocol with TLS for a server that has none. It offers TLS in the server's
 * greeting, turns away a client that doesn't take it, and forwards the login with the numbers that
 * the server expects, which has not seen the client's request for TLS; from there on, all bytes are
 * forwarded as they are.
 */
public final class MySqlTlsProxy implements AutoCloseable {
  private static final int TLS_REQUEST_BYTES = 32;
  // The bit of TLS in the second byte of the capabilities.
  private static final int TLS_CAPABILITY = 0x08;
  private static final int OK = 0x00;
  private static final int ERROR = 0xFF;

  private final ServerSocket listener;
  private final int server;
  private final SSLContext tls;
  private final boolean clientCertificate;
  private final AtomicInteger encrypted = new AtomicInteger();

  /**
   * @param server the port of the server
   * @param authority issued the proxy's certificate, and those of the clients
   * @param clientCertificate whether clients need one
   */
  public MySqlTlsProxy(
      int server, CertificateAuthority authority, Issued issued, boolean clientCertificate)
      throws IOException {
    this.server = server;
    this.tls =
        new TlsFiles(
                authority.certificate().toString(),
                issued.certificate().toString(),
                issued.key().toString())
            .context();
    this.clientCertificate = clientCertificate;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** The URL to connect to, without a database. */
  public String url() {
    return "jdbc:mysql://localhost:" + listener.getLocalPort() + "/";
  }

  /** How many connections have been encrypted. */
  public int encrypted() {
    return encrypted.get();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      start(
          () -> {
            try (client) {
              serve(client);
            }
          });
    }
  }

  private void serve(Socket client) throws IOException {
    try (Socket target = new Socket(InetAddress.getLoopbackAddress(), server)) {
      target.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      Packet greeting = Packet.read(target.getInputStream());
      greeting.payload()[capabilities(greeting.payload())] |= TLS_CAPABILITY;
      greeting.write(client.getOutputStream(), 0);
      if (Packet.read(client.getInputStream()).payload().length != TLS_REQUEST_BYTES) {
        return;
      }
      SSLSocket secured =
          (SSLSocket) tls.getSocketFactory().createSocket(client, (InputStream) null, true);
      secured.setNeedClientAuth(clientCertificate);
      secured.startHandshake();
      encrypted.incrementAndGet();
      login(secured, target);
      start(() -> pump(target, secured));
      pump(secured, target);
    }
  }

  /** The index of the second byte of the capabilities in a greeting. */
  private static int capabilities(byte[] greeting) {
    int end = 1;
    while (greeting[end] != 0) {
      end++;
    }
    // The end of the server's version, the thread, the first part of the scramble, a filler.
    return end + 1 + 4 + 8 + 1 + 1;
  }

  private static void login(SSLSocket client, Socket target) throws IOException {
    Packet request = Packet.read(client.getInputStream());
    request.payload()[1] &= ~TLS_CAPABILITY;
    while (true) {
      request.write(target.getOutputStream(), -1);
      Packet answer = Packet.read(target.getInputStream());
      answer.write(client.getOutputStream(), 1);
      int kind = Byte.toUnsignedInt(answer.payload()[0]);
      if (kind == OK || kind == ERROR) {
        return;
      }
      request = Packet.read(client.getInputStream());
    }
  }

  private static void pump(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    }
  }

  private static void start(Step step) {
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
              } catch (IOException e) {
                // One side has closed its connection, or refuses the other's certificate.
              }
            },
            "tls-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private interface Step {
    void run() throws IOException;
  }

  private record Packet(int number, byte[] payload) {
    static Packet read(InputStream from) throws IOException {
      DataInputStream in = new DataInputStream(from);
      int length = in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
      int number = in.readUnsignedByte();
      byte[] payload = new byte[length];
      in.readFully(payload);
      return new Packet(number, payload);
    }

    void write(OutputStream to, int shift) throws IOException {
      byte[] whole = new byte[payload.length + 4];
      whole[0] = (byte) payload.length;
      whole[1] = (byte) (payload.length >> 8);
      whole[2] = (byte) (payload.length >> 16);
      whole[3] = (byte) (number + shift);
      System.arraycopy(payload, 0, whole, 4, payload.length);
      to.write(whole);
      to.flush();
    }
  }
}
