// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.metrics;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Options;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * The tags that an operator adds to the names of the MBeans ({@code custom.metric.tags}). The
 * sources have Debezium's option of that name; this is the same one for the sinks.
 */
public final class MetricTags {
  /** The option. */
  public static final Field OPTION =
      Field.create("custom.metric.tags")
          .withDisplayName("Metric tags")
          .withType(Type.LIST)
          .withWidth(Width.LONG)
          .withImportance(Importance.LOW)
          .withValidation(MetricTags::validate)
          .withDescription(
              "Comma-separated tags that are inserted into the names of the connector's MBeans, before"
                  + " the task, for example environment=production,team=search.");

  private static final Set<String> RESERVED = Set.of("type", "context", "server", "task");
  private static final String KEY = "[A-Za-z_][A-Za-z0-9_]*";

  private MetricTags() {}

  /** The configured tags, in their order. */
  public static Map<String, String> of(Configuration config) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String item : Options.list(config, OPTION)) {
      int equals = item.indexOf('=');
      tags.put(item.substring(0, equals).strip(), item.substring(equals + 1).strip());
    }
    return tags;
  }

  private static int validate(Configuration config, Field field, Field.ValidationOutput problems) {
    for (String item : Options.list(config, field)) {
      int equals = item.indexOf('=');
      String key = equals < 0 ? "" : item.substring(0, equals).strip();
      if (!key.matches(KEY) || item.substring(equals + 1).isBlank()) {
        problems.accept(
            field,
            item,
            "A tag must be <name>=<value>, with a name of letters, digits and underscores.");
        return 1;
      }
      if (RESERVED.contains(key)) {
        problems.accept(
            field, item, "The names of the MBeans have the property " + key + " already.");
        return 1;
      }
    }
    return 0;
  }
}
