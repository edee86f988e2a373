// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import io.vecbridge.common.config.Keys;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The longest time of one put, and the rule that it ends before the consumer group gives up. */
public final class PutTimeout {
  public static final String KEY = "put.timeout.ms";

  private static final String POLL_INTERVAL = "consumer.override.max.poll.interval.ms";
  private static final String DEFAULT_POLL_INTERVAL = "300000";
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private PutTimeout() {}

  /** Adds the key. */
  public static void define(Keys keys, long defaultMillis, String description) {
    keys.key(
        KEY,
        Type.LONG,
        defaultMillis,
        ConfigDef.Range.between(1_000L, 3_600_000L),
        Importance.MEDIUM,
        "Put timeout (ms)",
        description);
  }

  /**
   * Adds an error message to the findings if the consumer group takes a task for dead that is still
   * in a put.
   *
   * @param request longest time of the request that is under way at the end of the timeout
   * @param requestKey the option that limits it
   */
  public static void contradictions(
      Map<String, String> properties,
      Duration timeout,
      Duration request,
      String requestKey,
      Map<String, String> found) {
    Duration longest = timeout.plus(request).plus(CLOSING);
    String given = properties.getOrDefault(POLL_INTERVAL, DEFAULT_POLL_INTERVAL).strip();
    if (given.matches("\\d{1,18}") && longest.toMillis() >= Long.parseLong(given)) {
      found.put(
          KEY,
          "A put may take "
              + longest.toMillis()
              + " ms, with "
              + requestKey
              + ", but the consumer group takes the task for dead after "
              + given
              + " ms. Lower one of the two, or raise "
              + POLL_INTERVAL
              + ".");
    }
  }
}
