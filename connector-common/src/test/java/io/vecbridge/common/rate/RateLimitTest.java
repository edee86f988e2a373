// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.config.Configuration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000);

  @Test
  void aPieceOfAnySizePassesAndTheNextOneWaitsUntilItIsPaid() {
    RateLimit limit = new RateLimit(100, 0, now::get);
    assertThat(limit.waitMillis()).isZero();

    limit.charge(250, 1);

    assertThat(limit.waitMillis()).isEqualTo(2_500);
    advance(2_500);
    assertThat(limit.waitMillis()).isZero();
  }

  @Test
  void theSlowerOfRowsAndBytesDecides() {
    RateLimit limit = new RateLimit(1_000, 1_000, now::get);

    limit.charge(1, 3_000);

    assertThat(limit.waitMillis()).isEqualTo(3_000);
  }

  @Test
  void idleTimeIsKeptForOneSecondOnly() {
    RateLimit limit = new RateLimit(100, 0, now::get);
    advance(60_000);

    limit.charge(150, 0);

    assertThat(limit.waitMillis()).isEqualTo(500);
  }

  @Test
  void withoutALimitNothingWaits() {
    RateLimit limit = new RateLimit(0, 0, now::get);

    limit.charge(Long.MAX_VALUE, Long.MAX_VALUE);

    assertThat(limit.waitMillis()).isZero();
  }

  @Test
  void aNegativeLimitIsRefused() {
    assertThatThrownBy(() -> new RateLimit(-1, 0, now::get))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A rate limit can't be negative.");
  }

  @Test
  void theKeysAreThoseOfTheDocumentation() {
    Configuration config = Configuration.from(Map.of("snapshot.rate.limit.rows.per.second", "10"));
    RateLimits limits = RateLimits.of(config, now::get);

    limits.snapshot().charge(20, 0);
    limits.streaming().charge(1_000_000, 1_000_000);

    assertThat(limits.waitMillis()).isEqualTo(2_000);
    assertThat(limits.streaming().waitMillis()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1, 1000", "4, 1000", "4, 6", "3, 10000"})
  void evenlyLoadedTasksOfAConnectorTogetherReachItsLimitWithinFivePercent(int tasks, long limit) {
    double total = 0;
    for (int task = 0; task < tasks; task++) {
      total += rowsIn(TimeUnit.SECONDS.toMillis(20), ofConnector(tasks, limit), 1);
    }

    assertThat(total / 20).isCloseTo(limit, Percentage.withPercentage(5));
  }

  @Test
  void aConnectorWhoseTasksAreNotEvenlyLoadedStaysBelowItsLimit() {
    double busy = rowsIn(TimeUnit.SECONDS.toMillis(20), ofConnector(4, 1_000), 1);

    assertThat(busy / 20).isLessThanOrEqualTo(1_000);
    assertThat(busy / 20).isCloseTo(250, Percentage.withPercentage(5));
  }

  @Test
  void withoutAnotherScopeEachTaskHasTheWholeLimit() {
    RateLimits limits =
        RateLimits.of(
            Configuration.from(
                Map.of("task.count", "4", "streaming.rate.limit.rows.per.second", "10")),
            now::get);

    limits.streaming().charge(20, 0);

    assertThat(limits.waitMillis()).isEqualTo(2_000);
  }

  private RateLimit ofConnector(int tasks, long limit) {
    return RateLimits.of(
            Configuration.from(
                Map.of(
                    "task.count", Integer.toString(tasks),
                    "streaming.rate.limit.scope", "connector",
                    "streaming.rate.limit.rows.per.second", Long.toString(limit))),
            now::get)
        .streaming();
  }

  /** How many rows a task that always has some gets through. */
  private long rowsIn(long millis, RateLimit limit, long piece) {
    long end = now.get() + TimeUnit.MILLISECONDS.toNanos(millis);
    long rows = 0;
    while (now.get() - end < 0) {
      limit.charge(piece, 0);
      rows += piece;
      advance(limit.waitMillis());
    }
    return rows;
  }

  @Property
  void overTimeTheRateHolds(
      @ForAll @Size(min = 1, max = 200)
          java.util.List<@IntRange(min = 0, max = 5_000) Integer> work) {
    long start = now.get();
    RateLimit limit = new RateLimit(1_000, 0, now::get);
    long rows = 0;
    for (int amount : work) {
      advance(limit.waitMillis());
      limit.charge(amount, 0);
      rows += amount;
    }
    advance(limit.waitMillis());

    double seconds = (now.get() - start) / 1e9;
    assertThat(rows).isLessThanOrEqualTo((long) Math.ceil((seconds + 1) * 1_000));
  }

  private void advance(long millis) {
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
