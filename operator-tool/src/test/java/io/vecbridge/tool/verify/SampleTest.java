// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void aSampleHasAboutAsManyRowsAsWanted() {
    Sample sample = new Sample(1_000, 100_000);

    assertThat(LongStream.range(0, 100_000).filter(sample::has).count())
        .isCloseTo(1_000, within(150L));
    assertThat(LongStream.range(0, 100_000).filter(key -> sample.has("key" + key)).count())
        .isCloseTo(1_000, within(150L));
  }

  @Test
  void aSampleOfMoreRowsThanThereAreHasAll() {
    Sample sample = new Sample(1_000, 10);

    assertThat(LongStream.range(0, 10).allMatch(sample::has)).isTrue();
  }
}
