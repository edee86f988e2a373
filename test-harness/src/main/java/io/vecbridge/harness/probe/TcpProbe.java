// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * Whether anything listens on a port of this machine; cheaper, and quieter, than a client that
 * can't connect.
 */
public final class TcpProbe {
  private TcpProbe() {}

  /** Whether nothing listens. */
  public static boolean isClosed(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return !socket.isConnected();
    } catch (IOException e) {
      return true;
    }
  }
}
