// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Hands out free TCP ports that nobody else takes, so that a server can be killed and started again
 * on its ports.
 *
 * <p>All ports lie below the ephemeral range of Linux (from 32768 on): there, an outgoing
 * connection could take a server's port while it is down. Each instance owns a block of ports, by
 * holding the block's first port open: two harnesses on one machine never hand out the same port.
 * The range can be set: {@code -Dvecbridge.ports=20000-31999}.
 */
public final class Ports implements AutoCloseable {
  private static final int BLOCK = 100;
  private static final String RANGE = System.getProperty("vecbridge.ports", "20000-31999");

  private final ServerSocket guard;
  private int next;

  private Ports(ServerSocket guard) {
    this.guard = guard;
    this.next = guard.getLocalPort() + 1;
  }

  /** Takes a free block of ports; {@link #close} gives it back. */
  public static Ports claim() {
    String[] ends = RANGE.split("-", 2);
    int first = Integer.parseInt(ends[0].strip());
    int blocks = (Integer.parseInt(ends[1].strip()) + 1 - first) / BLOCK;
    int start = ThreadLocalRandom.current().nextInt(blocks);
    for (int i = 0; i < blocks; i++) {
      ServerSocket guard =
          bind(InetAddress.getLoopbackAddress(), first + (start + i) % blocks * BLOCK);
      if (guard != null) {
        return new Ports(guard);
      }
    }
    throw new IllegalStateException(
        "No block of "
            + BLOCK
            + " ports is free in "
            + RANGE
            + "; set another range with -Dvecbridge.ports=..");
  }

  /** A port that is free and is not handed out again. */
  public synchronized int next() {
    while (next < guard.getLocalPort() + BLOCK) {
      int port = next++;
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "All " + BLOCK + " ports from " + guard.getLocalPort() + " are used up");
  }

  /** Whether a server could listen on the port, on all addresses. */
  public static boolean isFree(int port) {
    try (ServerSocket bound = bind(null, port)) {
      return bound != null;
    } catch (IOException e) {
      return false;
    }
  }

  private static ServerSocket bind(InetAddress address, int port) {
    try {
      ServerSocket socket = new ServerSocket();
      try {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(address, port));
        return socket;
      } catch (IOException e) {
        socket.close();
        return null;
      }
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    guard.close();
  }
}
