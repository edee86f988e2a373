// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.util.Clock;
import io.debezium.util.ElapsedTimeStrategy;
import java.time.Duration;

/**
 * When the collections' heartbeats are due. They carry the offsets of quiet collections, which
 * would otherwise age past the log's retention. Debezium's own timer is shared by all partitions
 * and would serve only the one that happens to be asked for.
 */
final class Heartbeats {
  private final ElapsedTimeStrategy timer;

  Heartbeats(Duration interval, Clock clock) {
    timer = interval.isZero() ? null : ElapsedTimeStrategy.constant(clock, interval);
  }

  /** Whether an interval has passed since the last time that this was so. */
  boolean due() {
    return timer != null && timer.hasElapsed();
  }
}
