// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.sink.config.FlowRules;
import io.vecbridge.common.sink.config.RetryConfig;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * When to write, wait and fail.
 *
 * @param putTimeout the maximum time of one put, and of its transaction
 * @param memstoreThreshold share of the memstore above which nothing is written; 0 for no check
 */
public record FlowConfig(
    RetryConfig retry, Duration putTimeout, double memstoreThreshold, Duration memstoreInterval) {

  private static final Field PUT_TIMEOUT =
      FlowRules.putTimeout(
          Duration.ofMinutes(1),
          "The maximum time of one put and of its transaction, in milliseconds; a put that takes"
              + " longer is rolled back and retried. Together with query.timeout.ms it must be below"
              + " the consumer's max.poll.interval.ms (5 minutes), so that a task that was cut off"
              + " can't commit after its successor has started. If puts take that long, set a smaller"
              + " consumer.override.max.poll.records.");

  public static final Field MEMSTORE_THRESHOLD =
      Field.create("memstore.check.threshold")
          .withDisplayName("Memstore threshold")
          .withType(Type.DOUBLE)
          .withImportance(Importance.MEDIUM)
          .withDefault("0.9")
          .withValidation(FlowConfig::validateShare)
          .withDescription(
              "Writing waits while more than this share of the tenant's memstore is in use, from 0"
                  + " (no check) to 1. Needs SELECT on oceanbase.GV$OB_MEMSTORE; without it the check"
                  + " is skipped with a warning.");

  private static final Field MEMSTORE_INTERVAL =
      Field.create("memstore.check.interval.ms")
          .withDisplayName("Memstore check interval (ms)")
          .withType(Type.LONG)
          .withImportance(Importance.LOW)
          .withDefault(30_000L)
          .withValidation(Field.RangeValidator.atLeast(100))
          .withDescription("The time between two checks of the memstore, in milliseconds.");

  static final Field.Set FIELDS =
      RetryConfig.FIELDS.with(PUT_TIMEOUT, MEMSTORE_THRESHOLD, MEMSTORE_INTERVAL);

  static FlowConfig of(Configuration config) {
    return new FlowConfig(
        RetryConfig.of(config),
        Duration.ofMillis(config.getLong(PUT_TIMEOUT)),
        Double.parseDouble(config.getString(MEMSTORE_THRESHOLD)),
        Duration.ofMillis(config.getLong(MEMSTORE_INTERVAL)));
  }

  // Debezium's range validator would read 0.9 as a float.
  private static int validateShare(
      Configuration config, Field field, Field.ValidationOutput problems) {
    try {
      double share = Double.parseDouble(config.getString(field));
      if (share >= 0 && share <= 1) {
        return 0;
      }
    } catch (NumberFormatException e) {
      // The option's type is checked too.
      return 0;
    }
    problems.accept(field, config.getString(field), "It must be at least 0 and no more than 1.");
    return 1;
  }
}
