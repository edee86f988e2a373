// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.relational.TableId;
import io.vecbridge.common.config.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Conditions on the rows of some collections or tables ({@code row.filter.overrides}). */
public final class RowFilters {
  /** The option that lists the names; each has an option of its own with the condition. */
  public static final String OPTION = "row.filter.overrides";

  /** The option's name before it applied to changes. */
  public static final Field FORMER =
      list("snapshot.filter.overrides", "Former name of row.filter.overrides")
          .withValidation(RowFilters::validateFormer)
          .withDescription(
              "Deprecated name of row.filter.overrides, with the conditions in"
                  + " snapshot.filter.overrides.<database>.<collection>. It applies to changes too.");

  private static final Logger LOG = LoggerFactory.getLogger(RowFilters.class);

  private final Map<String, String> conditions = new LinkedHashMap<>();

  /** Reads the option of a connector that has it, and its former name if the connector has that. */
  public RowFilters(Configuration config) {
    for (String option : List.of(FORMER.name(), OPTION)) {
      for (String name : Options.list(config, Field.create(option).withType(Type.LIST))) {
        conditions.put(name, config.getString(option + "." + name).strip());
      }
    }
  }

  /** The option of a connector with its own description. */
  public static Field option(String title, String description) {
    return list(OPTION, title).withValidation(RowFilters::validate).withDescription(description);
  }

  private static Field list(String name, String title) {
    return Field.create(name)
        .withDisplayName(title)
        .withType(Type.LIST)
        .withImportance(Importance.LOW)
        .withDefault("");
  }

  /** The collections or tables with a condition, as {@code <database>.<name>}. */
  public Set<String> names() {
    return conditions.keySet();
  }

  /** The condition of a collection or table; empty for all rows. */
  public String of(TableId id) {
    return of(id.catalog() + "." + id.table());
  }

  /** The condition of a collection or table; empty for all rows. */
  public String of(String name) {
    return conditions.getOrDefault(name, "");
  }

  private static int validateFormer(
      Configuration config, Field field, Field.ValidationOutput problems) {
    if (!Options.list(config, field).isEmpty()) {
      LOG.warn("{} is deprecated, and applies to changes too: use {}", field.name(), OPTION);
    }
    return validate(config, field, problems);
  }

  private static int validate(Configuration config, Field field, Field.ValidationOutput problems) {
    int count = 0;
    for (String name : Options.list(config, field)) {
      String condition = config.getString(field.name() + "." + name);
      if (condition == null || condition.isBlank()) {
        problems.accept(
            field,
            name,
            "The option " + field.name() + "." + name + " with the condition is missing.");
        count++;
      }
    }
    return count;
  }
}
