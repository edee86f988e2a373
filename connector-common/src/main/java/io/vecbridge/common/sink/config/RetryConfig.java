// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How long to wait between retries while the target is unavailable or busy, and when to fail.
 *
 * @param timeout how long the same records are retried; negative for no limit
 */
public record RetryConfig(Duration backoff, Duration backoffMax, Duration timeout) {
  static final Field BACKOFF =
      Field.create("retry.backoff.ms")
          .withDisplayName("Retry back-off (ms)")
          .withType(Type.LONG)
          .withWidth(Width.MEDIUM)
          .withImportance(Importance.LOW)
          .withDefault(1_000L)
          .withValidation(Field.RangeValidator.atLeast(1))
          .withDescription(
              "The wait before the first retry when the target is unavailable or busy, in"
                  + " milliseconds; it doubles with each retry.");

  static final Field BACKOFF_MAX =
      Field.create("retry.backoff.max.ms")
          .withDisplayName("Maximum retry back-off (ms)")
          .withType(Type.LONG)
          .withWidth(Width.MEDIUM)
          .withImportance(Importance.LOW)
          .withDefault(60_000L)
          .withValidation(Field.RangeValidator.atLeast(1))
          .withDescription("The maximum wait between two retries, in milliseconds.");

  public static final Field TIMEOUT =
      Field.create("retry.timeout.ms")
          .withDisplayName("Retry timeout (ms)")
          .withType(Type.LONG)
          .withWidth(Width.MEDIUM)
          .withImportance(Importance.MEDIUM)
          .withDefault(-1L)
          .withValidation(Field.RangeValidator.atLeast(-1))
          .withDescription(
              "How long the same records are retried before the task fails, in milliseconds; -1 for"
                  + " no limit.");

  /** The three options. */
  public static final Field.Set FIELDS = Field.setOf(BACKOFF, BACKOFF_MAX, TIMEOUT);

  /** Reads the options. */
  public static RetryConfig of(Configuration config) {
    return new RetryConfig(
        Duration.ofMillis(config.getLong(BACKOFF)),
        Duration.ofMillis(config.getLong(BACKOFF_MAX)),
        Duration.ofMillis(config.getLong(TIMEOUT)));
  }
}
