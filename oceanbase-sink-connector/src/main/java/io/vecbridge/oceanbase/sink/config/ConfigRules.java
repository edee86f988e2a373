// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Rules that concern more than one key: contradictions are told before anything is read. */
public final class ConfigRules {
  private static final String TOLERANCE = "errors.tolerance";
  private static final String DEAD_LETTER_TOPIC = "errors.deadletterqueue.topic.name";

  private ConfigRules() {}

  /** Sentences by the key that they concern; empty if all is well. */
  public static Map<String, String> contradictions(
      Map<String, String> properties, OceanBaseSinkConfig config) {
    Map<String, String> found = new LinkedHashMap<>();
    if (!properties.getOrDefault(DEAD_LETTER_TOPIC, "").isBlank()
        && !"all".equals(properties.getOrDefault(TOLERANCE, "none"))) {
      found.put(
          TOLERANCE,
          "errors.deadletterqueue.topic.name is set, but with errors.tolerance=none the first bad"
              + " record stops the task and nothing reaches that topic. Set errors.tolerance=all,"
              + " or remove the topic.");
    }
    TableConfig tables = config.tables();
    if (tables.nameFormat().indexOf('.') < 0 && config.connection().database().isEmpty()) {
      found.put(
          TableConfig.NAME_FORMAT,
          "The format has no database, and neither has connection.url. Write"
              + " ${database}."
              + tables.nameFormat()
              + ", or add /<database> to connection.url.");
    }
    if (config.write().delivery() == DeliveryGuarantee.EXACTLY_ONCE) {
      found.put(
          WriteConfig.DELIVERY,
          "This version promises at_least_once, which leaves the same rows after every repetition."
              + " Remove the key.");
    }
    FlowConfig flow = config.flow();
    if (flow.retryBackoffMax().compareTo(flow.retryBackoff()) < 0) {
      found.put(
          FlowConfig.RETRY_BACKOFF_MAX,
          "It must not be smaller than " + FlowConfig.RETRY_BACKOFF + ".");
    }
    if (tables.vectorIndex() != VectorIndexType.NONE
        && tables.evolution() == SchemaEvolution.NONE) {
      found.put(
          TableConfig.INDEX_TYPE,
          "Indexes are made with tables, and schema.evolution=none makes no tables. Remove the"
              + " key, or set schema.evolution=basic.");
    }
    return found;
  }
}
