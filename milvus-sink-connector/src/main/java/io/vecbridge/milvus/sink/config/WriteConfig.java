// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.sink.config.FlowRules;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * How rows are written.
 *
 * @param batchSize the maximum number of rows of one request
 * @param batchMaxBytes the approximate maximum size of one request
 * @param putTimeout the maximum time of one put
 */
public record WriteConfig(
    boolean deleteEnabled, int batchSize, long batchMaxBytes, Duration putTimeout) {
  // Milvus accepts messages of 64 MiB; a request is a little larger than its values.
  private static final long MOST_BYTES = 48L << 20;

  private static final Field DELETE_ENABLED =
      Field.create("delete.enabled")
          .withDisplayName("Deletes")
          .withType(Type.BOOLEAN)
          .withImportance(Importance.MEDIUM)
          .withDefault(true)
          .withDescription(
              "Whether deletes, tombstones and truncates delete entities; if false, the entities stay"
                  + " in the collection.");

  private static final Field BATCH_SIZE =
      Field.create("batch.size")
          .withDisplayName("Batch size")
          .withType(Type.INT)
          .withImportance(Importance.MEDIUM)
          .withDefault(5_000)
          .withValidation(Field.RangeValidator.between(1, 100_000))
          .withDescription(
              "The maximum number of rows of one request. consumer.override.max.poll.records sets how"
                  + " many records a task gets at once.");

  private static final Field BATCH_MAX_BYTES =
      Field.create("batch.max.bytes")
          .withDisplayName("Batch bytes")
          .withType(Type.LONG)
          .withImportance(Importance.MEDIUM)
          .withDefault(8_388_608L)
          .withValidation(Field.RangeValidator.between(1_024L, MOST_BYTES))
          .withDescription(
              "The approximate maximum size of one request, in bytes; Milvus refuses more than"
                  + " 64 MiB. A single larger row is sent alone.");

  static final Field PUT_TIMEOUT =
      FlowRules.putTimeout(
          Duration.ofMinutes(2),
          "The maximum time of one put, in milliseconds; a put that takes longer is retried."
              + " Together with milvus.request.timeout.ms it must be below the consumer's"
              + " max.poll.interval.ms (5 minutes), so that a task that was cut off doesn't write"
              + " after its successor has started. If puts take that long, set a smaller"
              + " consumer.override.max.poll.records.");

  static final Field.Set FIELDS = Field.setOf(DELETE_ENABLED, BATCH_SIZE, BATCH_MAX_BYTES);

  static WriteConfig of(Configuration config) {
    return new WriteConfig(
        config.getBoolean(DELETE_ENABLED),
        config.getInteger(BATCH_SIZE),
        config.getLong(BATCH_MAX_BYTES),
        Duration.ofMillis(config.getLong(PUT_TIMEOUT)));
  }
}
