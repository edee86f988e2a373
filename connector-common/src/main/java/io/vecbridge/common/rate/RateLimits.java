// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.rate;

import java.util.function.LongSupplier;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * The two limits that every connector has, as Debezium's words name the phases: one for rows that a
 * snapshot read, one for changes.
 */
public record RateLimits(RateLimit snapshot, RateLimit streaming) {
  public static final String SNAPSHOT_ROWS = "snapshot.rate.limit.rows.per.second";
  public static final String SNAPSHOT_BYTES = "snapshot.rate.limit.bytes.per.second";
  public static final String STREAMING_ROWS = "streaming.rate.limit.rows.per.second";
  public static final String STREAMING_BYTES = "streaming.rate.limit.bytes.per.second";
  private static final String GROUP = "Limits";

  /** Adds the four keys to a connector's definition. */
  public static ConfigDef define(ConfigDef def) {
    key(def, SNAPSHOT_ROWS, 1, "Snapshot rows per second", "rows that a snapshot read");
    key(def, SNAPSHOT_BYTES, 2, "Snapshot bytes per second", "bytes of snapshot rows");
    key(def, STREAMING_ROWS, 3, "Streaming rows per second", "changed rows");
    key(def, STREAMING_BYTES, 4, "Streaming bytes per second", "bytes of changed rows");
    return def;
  }

  /** The limits of a parsed configuration. */
  public static RateLimits of(AbstractConfig config, LongSupplier nanoClock) {
    return new RateLimits(
        new RateLimit(config.getLong(SNAPSHOT_ROWS), config.getLong(SNAPSHOT_BYTES), nanoClock),
        new RateLimit(config.getLong(STREAMING_ROWS), config.getLong(STREAMING_BYTES), nanoClock));
  }

  /** Milliseconds until both limits let more pass. */
  public long waitMillis() {
    return Math.max(snapshot.waitMillis(), streaming.waitMillis());
  }

  private static void key(ConfigDef def, String name, int order, String display, String what) {
    def.define(
        name,
        Type.LONG,
        0L,
        ConfigDef.Range.atLeast(0),
        Importance.MEDIUM,
        "Most " + what + " per second and task; 0 for no limit.",
        GROUP,
        order,
        Width.SHORT,
        display);
  }
}
