// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.rate;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Choice;
import java.util.function.LongSupplier;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * The two limits that every connector has: one for rows of a snapshot, one for changes.
 *
 * <p>A limit of the connector is divided by the number of its tasks, which each task's options
 * have: Connect gives all tasks new options when the number changes. So the sum never exceeds the
 * limit, without communication between tasks, and what a task doesn't use is not used by another.
 */
public record RateLimits(RateLimit snapshot, RateLimit streaming) {
  /** Task option: the number of tasks of the connector. */
  public static final String TASKS = "task.count";

  /** What a limit applies to. */
  public enum Scope implements Choice {
    /** Each task. */
    TASK,
    /** All tasks together. */
    CONNECTOR
  }

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

  private static final Field SNAPSHOT_SCOPE =
      scope("snapshot.rate.limit.scope", "Scope of the snapshot rate limits", "snapshot");
  private static final Field STREAMING_SCOPE =
      scope("streaming.rate.limit.scope", "Scope of the streaming rate limits", "streaming");

  /** The options of both. */
  public static final Field.Set FIELDS =
      Field.setOf(
          SNAPSHOT_ROWS,
          SNAPSHOT_BYTES,
          SNAPSHOT_SCOPE,
          STREAMING_ROWS,
          STREAMING_BYTES,
          STREAMING_SCOPE);

  /** The limits that are configured, with nothing charged yet. */
  public static RateLimits of(Configuration config, LongSupplier nanoClock) {
    return new RateLimits(
        limit(config, SNAPSHOT_ROWS, SNAPSHOT_BYTES, SNAPSHOT_SCOPE, nanoClock),
        limit(config, STREAMING_ROWS, STREAMING_BYTES, STREAMING_SCOPE, nanoClock));
  }

  private static RateLimit limit(
      Configuration config, Field rows, Field bytes, Field scope, LongSupplier nanoClock) {
    double share =
        switch (Choice.of(Scope.class, config, scope)) {
          case TASK -> 1;
          case CONNECTOR -> Math.max(1, config.getInteger(TASKS, 1));
        };
    return new RateLimit(config.getLong(rows) / share, config.getLong(bytes) / share, nanoClock);
  }

  /** Whether there is any limit. */
  public boolean areLimited() {
    return snapshot.isLimited() || streaming.isLimited();
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
        .withDescription(
            "The maximum number of "
                + what
                + " per second, of each task or of the connector ("
                + name.substring(0, name.indexOf('.'))
                + ".rate.limit.scope); 0 for no limit.");
  }

  private static Field scope(String name, String title, String what) {
    return Choice.option(name, Scope.TASK)
        .withDisplayName(title)
        .withImportance(Importance.LOW)
        .withDescription(
            "Whether the "
                + what
                + " rate limits apply to each 'task', or to the 'connector': then each task gets an"
                + " equal share, even while other tasks are idle.");
  }
}
