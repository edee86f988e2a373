// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.config;

import io.vecbridge.common.config.Keys;
import io.vecbridge.common.sink.config.PutTimeout;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * How rows are written.
 *
 * @param batchSize most rows of one request
 * @param batchMaxBytes about the most bytes of one request
 * @param putTimeout longest time of one put
 */
public record WriteConfig(
    boolean deleteEnabled, int batchSize, long batchMaxBytes, Duration putTimeout) {
  public static final String DELETE_ENABLED = "delete.enabled";
  public static final String BATCH_SIZE = "batch.size";
  public static final String BATCH_MAX_BYTES = "batch.max.bytes";

  // Milvus takes messages of 64 MiB; a request is a little larger than its values.
  private static final long MOST_BYTES = 48L << 20;

  static void define(ConfigDef def) {
    new Keys(def, "Writing")
        .key(
            DELETE_ENABLED,
            Type.BOOLEAN,
            true,
            null,
            Importance.MEDIUM,
            "Deletes",
            """
            Whether deletes, tombstones and truncates delete entities; false leaves them in the \
            collection.""")
        .key(
            BATCH_SIZE,
            Type.INT,
            5_000,
            ConfigDef.Range.between(1, 100_000),
            Importance.MEDIUM,
            "Batch size",
            """
            Most rows of one request. How many records come at once is set by \
            consumer.override.max.poll.records.""")
        .key(
            BATCH_MAX_BYTES,
            Type.LONG,
            8_388_608L,
            ConfigDef.Range.between(1_024L, MOST_BYTES),
            Importance.MEDIUM,
            "Batch bytes",
            """
            About the most bytes of one request; Milvus refuses more than 64 MiB. A single larger \
            row is sent alone.""");
  }

  static WriteConfig of(AbstractConfig config) {
    return new WriteConfig(
        config.getBoolean(DELETE_ENABLED),
        config.getInt(BATCH_SIZE),
        config.getLong(BATCH_MAX_BYTES),
        Duration.ofMillis(config.getLong(PutTimeout.KEY)));
  }
}
