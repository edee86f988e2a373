// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The consumer's properties: what the reader needs, over what was configured, over its defaults.
 */
final class ConsumerProperties {
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          ConsumerConfig.CLIENT_ID_CONFIG,
          "milvus-change-log",
          ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
          10_000,
          ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
          15_000,
          // A record has up to 10 MiB; the default of 1 MiB would fetch those one by one.
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          8 << 20,
          // What was fetched and not yet polled is in memory too; the default is 50 MiB.
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          16 << 20);

  private static final Map<String, Object> REQUIRED =
      Map.of(
          // Positions are the connector's own offsets, and one that is gone must be noticed.
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
          // A wrong name must not create a topic in Milvus's Kafka.
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);

  private ConsumerProperties() {}

  static Map<String, Object> of(Map<String, ?> configured) {
    Map<String, Object> properties = new HashMap<>(DEFAULTS);
    properties.putAll(configured);
    properties.putAll(REQUIRED);
    return properties;
  }
}
