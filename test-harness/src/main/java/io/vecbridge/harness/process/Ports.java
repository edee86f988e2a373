// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Hands out free TCP ports that nobody else takes, so that a server can be killed and started again
 * on its ports.
 *
 * <p>All ports lie below the ephemeral range of Linux (from 32768 on): there, an outgoing
 * connection could take a server's port while it is down. Each instance owns blocks of ports, by
 * holding each block's first port open: two harnesses on one machine never hand out the same port.
 * The range can be set: {@code -Dvecbridge.ports=20000-31999}.
 */
public final class Ports implements AutoCloseable {
  private static final int BLOCK = 100;
  private static final String RANGE = System.getProperty("vecbridge.ports", "20000-31999");

  private final Deque<ServerSocket> guards = new ArrayDeque<>();
  private int next;

  private Ports() {
    takeBlock();
  }

  /** Takes a free block of ports, and another one whenever it is used up, until the close. */
  public static Ports claim() {
    return new Ports();
  }

  private void takeBlock() {
    String[] ends = RANGE.split("-", 2);
    int first = Integer.parseInt(ends[0].strip());
    int blocks = (Integer.parseInt(ends[1].strip()) + 1 - first) / BLOCK;
    int start = ThreadLocalRandom.current().nextInt(blocks);
    for (int i = 0; i < blocks; i++) {
      ServerSocket guard =
          bind(InetAddress.getLoopbackAddress(), first + (start + i) % blocks * BLOCK);
      if (guard != null) {
        guards.addLast(guard);
        next = guard.getLocalPort() + 1;
        return;
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
    while (true) {
      if (next == guards.getLast().getLocalPort() + BLOCK) {
        takeBlock();
      }
      int port = next++;
      if (isFree(port)) {
        return port;
      }
    }
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
  public synchronized void close() throws IOException {
    for (ServerSocket guard : guards) {
      guard.close();
    }
  }
}
