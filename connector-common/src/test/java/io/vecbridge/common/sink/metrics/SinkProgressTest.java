// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SinkProgressTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong epochMillis = new AtomicLong(10_000);
  private final SinkProgress progress = new SinkProgress(nanos::get, epochMillis::get);

  @Test
  void thePhaseIsThatOfTheLastRows() {
    assertThat(progress.phase()).isEqualTo("waiting");

    progress.held(1, 5);
    assertThat(progress.phase()).isEqualTo("snapshot");
    progress.held(0, 1);
    assertThat(progress.phase()).isEqualTo("streaming");
    progress.held(0, 0);
    assertThat(progress.phase()).isEqualTo("streaming");
  }

  @Test
  void aHindranceIsShownUntilTheNextCommit() {
    progress.held(0, 1);
    progress.hindered(SinkProgress.RETRYING);
    progress.rateLimited(false);
    progress.begin();
    assertThat(progress.phase()).isEqualTo(SinkProgress.RETRYING);

    progress.committed(1, nanos.get());
    assertThat(progress.phase()).isEqualTo("streaming");
  }

  @Test
  void theRateLimitsPauseEndsWithoutAPut() {
    progress.held(1, 0);
    progress.rateLimited(true);
    assertThat(progress.phase()).isEqualTo("rate_limited");

    progress.rateLimited(false);
    assertThat(progress.phase()).isEqualTo("snapshot");
  }

  @Test
  void theLargestAndLongestBatchesAreKept() {
    put(100, 30);
    put(10, 40);
    put(50, 5);

    assertThat(progress.batches()).isEqualTo(new SinkProgress.Batches(3, 75, 50, 100, 5, 40));
  }

  @Test
  void theDelayIsThatOfTheMomentWhenTheRecordWasThere() {
    assertThat(progress.behindMillis()).isEqualTo(-1);

    progress.reached(9_400);
    epochMillis.addAndGet(60_000);
    assertThat(progress.behindMillis()).isEqualTo(600);

    // The clocks of two machines are never the same.
    progress.reached(99_000);
    assertThat(progress.behindMillis()).isZero();
  }

  private void put(long records, long millis) {
    progress.begin();
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    progress.committed(records, nanos.get());
  }
}
