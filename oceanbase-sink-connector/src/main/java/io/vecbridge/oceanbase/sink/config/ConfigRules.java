// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.vecbridge.common.sink.config.DeadLetters;
import io.vecbridge.common.sink.config.SchemaEvolution;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rules that concern more than one key: contradictions are told before anything is read. */
public final class ConfigRules {
  private static final String POLL_INTERVAL = "consumer.override.max.poll.interval.ms";
  private static final String DEFAULT_POLL_INTERVAL = "300000";
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private ConfigRules() {}

  /** Sentences by the key that they concern; empty if all is well. */
  public static Map<String, String> contradictions(
      Map<String, String> properties, OceanBaseSinkConfig config) {
    Map<String, String> found = new LinkedHashMap<>();
    DeadLetters.contradictions(properties, found);
    TableConfig tables = config.tables();
    if (tables.names().format().indexOf('.') < 0 && config.connection().database().isEmpty()) {
      found.put(
          TableConfig.NAME_FORMAT,
          "The format has no database, and neither has connection.url. Write"
              + " ${database}."
              + tables.names().format()
              + ", or add /<database> to connection.url.");
    }
    if (config.write().delivery() == DeliveryGuarantee.EXACTLY_ONCE) {
      found.put(
          WriteConfig.DELIVERY,
          "This version promises at_least_once, which leaves the same rows after every repetition."
              + " Remove the key.");
    }
    config.flow().retry().contradictions(found);
    pollInterval(properties, config, found);
    if (tables.vectorIndex() != VectorIndexType.NONE
        && tables.evolution() == SchemaEvolution.NONE) {
      found.put(
          TableConfig.INDEX_TYPE,
          "Indexes are made with tables, and schema.evolution=none makes no tables. Remove the"
              + " key, or set schema.evolution=basic.");
    }
    return found;
  }

  /** A put has to end before the consumer group takes the task for dead. */
  private static void pollInterval(
      Map<String, String> properties, OceanBaseSinkConfig config, Map<String, String> found) {
    Duration longest =
        config.flow().putTimeout().plus(config.connection().queryTimeout()).plus(CLOSING);
    String given = properties.getOrDefault(POLL_INTERVAL, DEFAULT_POLL_INTERVAL).strip();
    if (given.matches("\\d{1,18}") && longest.toMillis() >= Long.parseLong(given)) {
      found.put(
          FlowConfig.PUT_TIMEOUT,
          "A put may take "
              + longest.toMillis()
              + " ms, with query.timeout.ms, but the consumer group takes the task for dead after "
              + given
              + " ms. Lower one of the two, or raise "
              + POLL_INTERVAL
              + ".");
    }
  }
}
