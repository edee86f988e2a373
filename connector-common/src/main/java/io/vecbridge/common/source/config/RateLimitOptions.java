// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.rate.RateLimit;
import io.vecbridge.common.rate.RateLimits;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The limits of rows and bytes per second, in Debezium's form of options. */
public final class RateLimitOptions {
  private static final Field SNAPSHOT_ROWS =
      limit(RateLimits.SNAPSHOT_ROWS, "Snapshot rows per second", "rows that the snapshot reads");
  private static final Field SNAPSHOT_BYTES =
      limit(RateLimits.SNAPSHOT_BYTES, "Snapshot bytes per second", "bytes of snapshot rows");
  private static final Field STREAMING_ROWS =
      limit(RateLimits.STREAMING_ROWS, "Streaming rows per second", "changed rows");
  private static final Field STREAMING_BYTES =
      limit(RateLimits.STREAMING_BYTES, "Streaming bytes per second", "bytes of changed rows");

  private static final Field[] FIELDS = {
    SNAPSHOT_ROWS, SNAPSHOT_BYTES, STREAMING_ROWS, STREAMING_BYTES
  };

  private RateLimitOptions() {}

  /** The four options. */
  public static Field[] fields() {
    return FIELDS.clone();
  }

  /** The limits of given options. */
  public static RateLimits limits(Configuration config) {
    return new RateLimits(
        new RateLimit(
            config.getLong(SNAPSHOT_ROWS), config.getLong(SNAPSHOT_BYTES), System::nanoTime),
        new RateLimit(
            config.getLong(STREAMING_ROWS), config.getLong(STREAMING_BYTES), System::nanoTime));
  }

  private static Field limit(String name, String title, String what) {
    return Field.create(name)
        .withDisplayName(title)
        .withType(Type.LONG)
        .withImportance(Importance.MEDIUM)
        .withDefault(0L)
        .withValidation(Field::isNonNegativeLong)
        .withDescription("Most " + what + " per second and task; 0 for no limit.");
  }
}
