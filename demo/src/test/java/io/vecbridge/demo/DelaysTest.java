// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DelaysTest {

  @Test
  void givesTheDelayThatSoManyPercentDidNotExceed() {
    Delays delays = Delays.of(LongStream.rangeClosed(1, 200).map(i -> 201 - i).toArray());

    assertThat(delays.percentile(50)).isEqualTo(Duration.ofNanos(100));
    assertThat(delays.percentile(99)).isEqualTo(Duration.ofNanos(198));
    assertThat(delays.percentile(100)).isEqualTo(Duration.ofNanos(200));
  }

  @Test
  void giveTheOnlyDelayForAnyPercentage() {
    assertThat(Delays.of(new long[] {7}).percentile(1)).isEqualTo(Duration.ofNanos(7));
  }

  @Test
  void areZeroWithoutChanges() {
    assertThat(Delays.of(new long[0]).percentile(99)).isZero();
  }
}
