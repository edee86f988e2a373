// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Options;
import java.util.List;

/**
 * Transformations in a sink that refuse every record of its converter, as far as the connector's
 * configuration names both; the converter is often the worker's.
 */
final class Transformations {
  private static final Field NAMES = Field.create("transforms");
  private static final String LOGICAL_TABLES = "io.debezium.transforms.ByLogicalTableRouter";

  private Transformations() {}

  static List<Finding> findings(Configuration config) {
    if (hasSchemas(config)) {
      return List.of();
    }
    return Options.list(config, NAMES).stream()
        .map(String::strip)
        .filter(name -> config.getString("transforms." + name + ".type", "").equals(LOGICAL_TABLES))
        .map(
            name ->
                Finding.of(
                    NAMES,
                    "The transformation '"
                        + name
                        + "' refuses records without schemas, which value.converter returns. Use it"
                        + " at the source, or use a converter with schemas."))
        .toList();
  }

  private static boolean hasSchemas(Configuration config) {
    String converter = config.getString("value.converter", "");
    return !(converter.equals("JsonConverter") || converter.endsWith(".JsonConverter"))
        || config.getBoolean("value.converter.schemas.enable", true);
  }
}
