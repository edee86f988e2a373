// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import io.vecbridge.common.config.Keys;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * How long to wait between tries while the target is away or busy, and when to give up.
 *
 * @param timeout how long the same records are tried; negative for ever
 */
public record RetryConfig(Duration backoff, Duration backoffMax, Duration timeout) {
  public static final String BACKOFF = "retry.backoff.ms";
  public static final String BACKOFF_MAX = "retry.backoff.max.ms";
  public static final String TIMEOUT = "retry.timeout.ms";

  /**
   * Adds the three keys.
   *
   * @param system the target's name
   */
  public static void define(Keys keys, String system) {
    keys.key(
            BACKOFF,
            Type.LONG,
            1_000L,
            ConfigDef.Range.atLeast(1),
            Importance.LOW,
            "Retry back-off (ms)",
            "Wait before the first retry after "
                + system
                + " is away or busy, in milliseconds; doubles with each retry.")
        .key(
            BACKOFF_MAX,
            Type.LONG,
            60_000L,
            ConfigDef.Range.atLeast(1),
            Importance.LOW,
            "Longest retry back-off (ms)",
            "Longest wait between two retries, in milliseconds.")
        .key(
            TIMEOUT,
            Type.LONG,
            -1L,
            ConfigDef.Range.atLeast(-1),
            Importance.MEDIUM,
            "Retry timeout (ms)",
            """
            How long the same records are tried again before the task fails, in milliseconds; -1 \
            for ever.""");
  }

  public static RetryConfig of(AbstractConfig config) {
    return new RetryConfig(
        Duration.ofMillis(config.getLong(BACKOFF)),
        Duration.ofMillis(config.getLong(BACKOFF_MAX)),
        Duration.ofMillis(config.getLong(TIMEOUT)));
  }

  /** Adds a sentence to the findings if the keys contradict each other. */
  public void contradictions(Map<String, String> found) {
    if (backoffMax.compareTo(backoff) < 0) {
      found.put(BACKOFF_MAX, "It must not be smaller than " + BACKOFF + ".");
    }
  }
}
