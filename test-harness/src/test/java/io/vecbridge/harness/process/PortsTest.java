// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void noPortIsHandedOutTwice() throws IOException {
    Set<Integer> seen = new HashSet<>();
    try (Ports one = Ports.claim();
        Ports other = Ports.claim()) {
      for (int i = 0; i < 40; i++) {
        assertThat(seen.add(one.next())).isTrue();
        assertThat(seen.add(other.next())).isTrue();
      }
    }
  }

  @Test
  void aLongRunNeverUsesThePortsUp() throws IOException {
    Set<Integer> seen = new HashSet<>();
    try (Ports one = Ports.claim();
        Ports other = Ports.claim()) {
      for (int i = 0; i < 150; i++) {
        assertThat(seen.add(one.next())).isTrue();
        assertThat(seen.add(other.next())).isTrue();
      }
    }
  }

  @Test
  void aPortThatIsTakenIsLeftOut() throws IOException {
    try (Ports ports = Ports.claim()) {
      int first = ports.next();
      try (ServerSocket taken = new ServerSocket(first + 1)) {
        assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
        assertThat(ports.next()).isGreaterThan(first + 1);
      }
    }
  }

  @Test
  void portsLieBelowTheEphemeralRange() throws IOException {
    try (Ports ports = Ports.claim()) {
      assertThat(ports.next()).isLessThan(32768);
    }
  }
}
