// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class IdleBudgetTest {
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

  private final IdleBudget budget =
      new IdleBudget(Duration.ofMillis(500), Duration.ofSeconds(30), 0);

  @Example
  void aTableThatChangesIsPolledEachInterval() {
    long now = 60_000 * MS;
    budget.spent(60_000 * MS, now);
    assertThat(budget.isDue(now - 499 * MS, now - 9_000 * MS, now)).isFalse();
    assertThat(budget.isDue(now - 500 * MS, now - 9_000 * MS, now)).isTrue();
    assertThat(budget.isDue(now - 500 * MS, now - 11_000 * MS, now)).isFalse();
  }

  @Example
  void anIdleTableWaitsForTheLongestIntervalAtMost() {
    budget.spent(3_600_000 * MS, 0);
    assertThat(budget.isDue(0, -11_000 * MS, 29_999 * MS)).isFalse();
    assertThat(budget.isDue(0, -11_000 * MS, 30_000 * MS)).isTrue();
  }

  @Property
  void idleTablesShareATwentiethOfTheTime(
      @ForAll @IntRange(min = 1, max = 60) int tables,
      @ForAll @IntRange(min = 1, max = 25) int millisEach) {
    IdleBudget shared = new IdleBudget(Duration.ofMillis(500), Duration.ofHours(1), 0);
    long[] polledAt = new long[tables];
    long spent = 0;
    long end = 120_000 * MS;
    long now = 0;
    while (now < end) {
      boolean polled = false;
      for (int i = 0; i < tables && !polled; i++) {
        if (shared.isDue(polledAt[i], -11_000 * MS, now)) {
          now += millisEach * MS;
          spent += millisEach * MS;
          polledAt[i] = now;
          shared.spent(millisEach * MS, now);
          polled = true;
        }
      }
      now += MS;
    }
    assertThat(spent).isLessThanOrEqualTo(end / 20 + millisEach * MS).isPositive();
  }
}
