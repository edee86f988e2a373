// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.vecbridge.common.config.Keys;
import io.vecbridge.common.sink.config.PutTimeout;
import io.vecbridge.common.sink.config.RetryConfig;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * When to write, wait and give up.
 *
 * @param putTimeout longest time of one put, and of its transaction
 * @param memstoreThreshold share of the memstore above which nothing is written; 0 for no check
 */
public record FlowConfig(
    RetryConfig retry, Duration putTimeout, double memstoreThreshold, Duration memstoreInterval) {

  public static final String MEMSTORE_THRESHOLD = "memstore.check.threshold";
  public static final String MEMSTORE_INTERVAL = "memstore.check.interval.ms";

  static void define(ConfigDef def) {
    Keys keys = new Keys(def, "Flow");
    RetryConfig.define(keys, "OceanBase");
    PutTimeout.define(
        keys,
        60_000L,
        """
        Longest time of one put and of its transaction, in milliseconds; a put that takes longer \
        is undone and tried again. With query.timeout.ms, it must be below the consumer's \
        max.poll.interval.ms (5 minutes): then a task that was cut off can't commit after its \
        successor has begun. Where puts take so long, set a smaller \
        consumer.override.max.poll.records.""");
    keys.key(
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
        RetryConfig.of(config),
        Duration.ofMillis(config.getLong(PutTimeout.KEY)),
        config.getDouble(MEMSTORE_THRESHOLD),
        Duration.ofMillis(config.getLong(MEMSTORE_INTERVAL)));
  }
}
