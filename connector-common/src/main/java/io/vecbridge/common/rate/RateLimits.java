// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.rate;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import java.util.function.LongSupplier;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The two limits that every connector has: one for rows of a snapshot, one for changes. */
public record RateLimits(RateLimit snapshot, RateLimit streaming) {
  private static final Field SNAPSHOT_ROWS =
      limit("snapshot.rate.limit.rows.per.second", "Snapshot rows per second", "snapshot rows");
  private static final Field SNAPSHOT_BYTES =
      limit(
          "snapshot.rate.limit.bytes.per.second",
          "Snapshot bytes per second",
          "bytes of snapshot rows");
  private static final Field STREAMING_ROWS =
      limit("streaming.rate.limit.rows.per.second", "Streaming rows per second", "changed rows");
  private static final Field STREAMING_BYTES =
      limit(
          "streaming.rate.limit.bytes.per.second",
          "Streaming bytes per second",
          "bytes of changed rows");

  /** The four options. */
  public static final Field.Set FIELDS =
      Field.setOf(SNAPSHOT_ROWS, SNAPSHOT_BYTES, STREAMING_ROWS, STREAMING_BYTES);

  /** The limits that are configured, with nothing charged yet. */
  public static RateLimits of(Configuration config, LongSupplier nanoClock) {
    return new RateLimits(
        new RateLimit(config.getLong(SNAPSHOT_ROWS), config.getLong(SNAPSHOT_BYTES), nanoClock),
        new RateLimit(config.getLong(STREAMING_ROWS), config.getLong(STREAMING_BYTES), nanoClock));
  }

  /** Milliseconds until both limits let more pass. */
  public long waitMillis() {
    return Math.max(snapshot.waitMillis(), streaming.waitMillis());
  }

  private static Field limit(String name, String title, String what) {
    return Field.create(name)
        .withDisplayName(title)
        .withType(Type.LONG)
        .withWidth(Width.SHORT)
        .withImportance(Importance.MEDIUM)
        .withDefault(0L)
        .withValidation(Field.RangeValidator.atLeast(0))
        .withDescription("The maximum number of " + what + " per second and task; 0 for no limit.");
  }
}
