// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * Keeps a put far below Connect's {@code max.poll.interval.ms}: once its time is up, no further
 * call begins, and the same records come again, which leaves the same entities.
 */
final class PutBudget {
  static final Duration LONGEST_PUT = Duration.ofMinutes(2);

  private final LongSupplier nanoClock;
  private long begun;

  PutBudget(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    begin();
  }

  void begin() {
    begun = nanoClock.getAsLong();
  }

  /**
   * Called before each call.
   *
   * @throws RetriableException if the time is up
   */
  void check() {
    if (nanoClock.getAsLong() - begun > LONGEST_PUT.toNanos()) {
      throw new RetriableException(
          "Writing these records takes longer than "
              + LONGEST_PUT.toSeconds()
              + " s; they are sent again. If it stays so, lower consumer.override.max.poll.records.");
    }
  }
}
