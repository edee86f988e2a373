// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.vecbridge.common.sink.config.DeadLetters;
import io.vecbridge.common.sink.config.PutTimeout;
import io.vecbridge.common.sink.config.SchemaEvolution;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rules that concern more than one key: contradictions are told before anything is read. */
public final class ConfigRules {
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
    PutTimeout.contradictions(
        properties,
        config.flow().putTimeout(),
        config.connection().queryTimeout(),
        "query.timeout.ms",
        found);
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
