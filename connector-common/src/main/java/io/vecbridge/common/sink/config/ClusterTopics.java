// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import io.debezium.config.Configuration;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics of the Kafka cluster that a sink reads. Connect does not tell a connector where its
 * worker's Kafka is, so they are known only if {@code consumer.override.bootstrap.servers} does.
 */
final class ClusterTopics {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterTopics.class);

  private static final String OVERRIDE = "consumer.override.";
  private static final String SERVERS = "bootstrap.servers";
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private ClusterTopics() {}

  /** Their names; none if they are not known. */
  static Set<String> of(Configuration config) {
    Map<String, Object> properties = new HashMap<>();
    config
        .asMap()
        .forEach(
            (key, value) -> {
              if (key.startsWith(OVERRIDE)) {
                properties.put(key.substring(OVERRIDE.length()), value);
              }
            });
    if (!properties.containsKey(SERVERS)) {
      return Set.of();
    }
    properties.put("request.timeout.ms", (int) PATIENCE.toMillis());
    properties.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    try (Admin admin = Admin.create(properties)) {
      return new TreeSet<>(
          admin.listTopics().names().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      LOG.warn(
          "The topics that topics.regex matches are not checked: {}{} does not answer.",
          OVERRIDE,
          SERVERS,
          e);
    }
    return Set.of();
  }
}
