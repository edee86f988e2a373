// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.sink.config.FlowRules;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Guarantees that a put ends, or is undone, long before the consumer group takes the task for dead:
 * after {@code put.timeout.ms} no request begins and nothing is committed. So a task that was cut
 * off by {@code max.poll.interval.ms} can't write older rows after those of its successor.
 *
 * <p>What stays: a task that is cut off otherwise, because its worker lost Kafka for {@code
 * session.timeout.ms} and still reaches the target, can write one put until then.
 */
public final class PutDeadline {
  private final LongSupplier nanoClock;
  private final long begin;
  private final long nanos;

  /** The put has taken too long. Nothing is wrong with the target system. */
  public static final class PassedException extends RequestException {
    private static final long serialVersionUID = 1L;

    private PassedException(long millis) {
      super(
          Failure.RETRY,
          "the put is "
              + millis
              + " ms over "
              + FlowRules.PUT_TIMEOUT
              + "; if this persists, lower consumer.override.max.poll.records",
          null);
    }
  }

  /** Runs from now on. */
  public PutDeadline(Duration timeout, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.begin = nanoClock.getAsLong();
    this.nanos = timeout.toNanos();
  }

  /** Whether less than a quarter of the time has passed. */
  public boolean isFar() {
    return nanoClock.getAsLong() - begin < nanos / 4;
  }

  /**
   * Called before each request.
   *
   * @throws PassedException if the put has taken too long: it is tried again
   */
  public void check() {
    long over = nanoClock.getAsLong() - begin - nanos;
    if (over > 0) {
      throw new PassedException(TimeUnit.NANOSECONDS.toMillis(over));
    }
  }
}
