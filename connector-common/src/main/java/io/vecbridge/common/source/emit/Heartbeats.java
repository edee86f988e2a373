// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import io.debezium.util.Clock;
import io.debezium.util.ElapsedTimeStrategy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When the heartbeats of a task's collections or tables are due. They carry the offsets of quiet
 * ones, which would otherwise fall behind the server's retention. Debezium's own timer is shared by
 * all partitions and would only serve the one that happens to be checked.
 */
public final class Heartbeats {
  private final ElapsedTimeStrategy timer;

  /** As the constructor, by a clock that nobody can set back, unlike the system's. */
  public static Heartbeats every(Duration interval) {
    return new Heartbeats(interval, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }

  /** One per interval, the first after one interval; none if the interval is 0. */
  public Heartbeats(Duration interval, Clock clock) {
    timer = interval.isZero() ? null : ElapsedTimeStrategy.constant(clock, interval);
  }

  /** Whether an interval has passed since the last time that this was so. */
  public boolean due() {
    return timer != null && timer.hasElapsed();
  }
}
