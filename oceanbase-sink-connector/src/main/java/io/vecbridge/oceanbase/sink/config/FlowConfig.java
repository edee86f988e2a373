// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * When to write, wait and give up.
 *
 * @param retryTimeout how long the same records are tried; negative for ever
 * @param memstoreThreshold share of the memstore above which nothing is written; 0 for no check
 */
public record FlowConfig(
    Duration retryBackoff,
    Duration retryBackoffMax,
    Duration retryTimeout,
    double memstoreThreshold,
    Duration memstoreInterval) {

  public static final String RETRY_BACKOFF = "retry.backoff.ms";
  public static final String RETRY_BACKOFF_MAX = "retry.backoff.max.ms";
  public static final String RETRY_TIMEOUT = "retry.timeout.ms";
  public static final String MEMSTORE_THRESHOLD = "memstore.check.threshold";
  public static final String MEMSTORE_INTERVAL = "memstore.check.interval.ms";

  static void define(ConfigDef def) {
    new Keys(def, "Flow")
        .key(
            RETRY_BACKOFF,
            Type.LONG,
            1_000L,
            ConfigDef.Range.atLeast(1),
            Importance.LOW,
            "Retry back-off (ms)",
            """
            Wait before the first retry after OceanBase is away or busy, in milliseconds; doubles \
            with each retry.""")
        .key(
            RETRY_BACKOFF_MAX,
            Type.LONG,
            60_000L,
            ConfigDef.Range.atLeast(1),
            Importance.LOW,
            "Longest retry back-off (ms)",
            "Longest wait between two retries, in milliseconds.")
        .key(
            RETRY_TIMEOUT,
            Type.LONG,
            -1L,
            ConfigDef.Range.atLeast(-1),
            Importance.MEDIUM,
            "Retry timeout (ms)",
            """
            How long the same records are tried again before the task fails, in milliseconds; -1 \
            for ever.""")
        .key(
            MEMSTORE_THRESHOLD,
            Type.DOUBLE,
            0.9,
            ConfigDef.Range.between(0, 1),
            Importance.MEDIUM,
            "Memstore threshold",
            """
            Writing waits while more than this share of the tenant's memstore is used; 0 for no \
            check. Needs SELECT on oceanbase.GV$OB_MEMSTORE; without it the check is left out, \
            with a warning.""")
        .key(
            MEMSTORE_INTERVAL,
            Type.LONG,
            30_000L,
            ConfigDef.Range.atLeast(100),
            Importance.LOW,
            "Memstore check interval (ms)",
            "Time between two looks at the memstore, in milliseconds.");
  }

  static FlowConfig of(AbstractConfig config) {
    return new FlowConfig(
        Duration.ofMillis(config.getLong(RETRY_BACKOFF)),
        Duration.ofMillis(config.getLong(RETRY_BACKOFF_MAX)),
        Duration.ofMillis(config.getLong(RETRY_TIMEOUT)),
        config.getDouble(MEMSTORE_THRESHOLD),
        Duration.ofMillis(config.getLong(MEMSTORE_INTERVAL)));
  }
}
