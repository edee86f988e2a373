// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
  @Test
  void oneIsDueEachInterval() {
    AtomicLong millis = new AtomicLong(-5_000);
    Heartbeats heartbeats = new Heartbeats(Duration.ofSeconds(10), millis::get);
    assertThat(heartbeats.due()).isFalse();
    millis.addAndGet(10_001);
    assertThat(heartbeats.due()).isTrue();
    assertThat(heartbeats.due()).isFalse();
    millis.addAndGet(10_001);
    assertThat(heartbeats.due()).isTrue();
  }

  @Test
  void noneIsDueWithoutAnInterval() {
    assertThat(Heartbeats.every(Duration.ZERO).due()).isFalse();
  }
}
