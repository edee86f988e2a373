// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.relational.TableId;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
      for (String name : names(config, Field.create(option).withType(Type.LIST))) {
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

  /**
   * The conditions that apply to nothing, because the list lacks their collections or tables.
   *
   * @param lists the options that list the names
   */
  public static List<Finding> unnamed(Configuration config, Field... lists) {
    List<Finding> findings = new ArrayList<>();
    for (Field list : lists) {
      String prefix = list.name() + ".";
      List<String> names = names(config, list);
      for (String option : new TreeSet<>(config.keys())) {
        if (option.startsWith(prefix) && !names.contains(option.substring(prefix.length()))) {
          findings.add(
              Finding.of(
                  list,
                  "The option "
                      + option
                      + " has a condition, but "
                      + list.name()
                      + " doesn't name its collection or table. Name it there."));
        }
      }
    }
    return findings;
  }

  private static int validateFormer(
      Configuration config, Field field, Field.ValidationOutput problems) {
    if (!Options.list(config, field).isEmpty()) {
      LOG.warn("{} is deprecated, and applies to changes too: use {}", field.name(), OPTION);
    }
    return validate(config, field, problems);
  }

  private static int validate(Configuration config, Field field, Field.ValidationOutput problems) {
    String prefix = field.name() + ".";
    List<String> names = names(config, field);
    int count = 0;
    for (String name : names) {
      String condition = config.getString(prefix + name);
      if (!isQualified(name)) {
        problems.accept(field, name, "'" + name + "' is not of the form <database>.<name>.");
        count++;
      } else if (condition == null || condition.isBlank()) {
        problems.accept(
            field, name, "The option " + prefix + name + " with the condition is missing.");
        count++;
      }
    }
    return count;
  }

  private static List<String> names(Configuration config, Field field) {
    return Options.list(config, field).stream().map(String::strip).toList();
  }

  private static boolean isQualified(String name) {
    int stop = name.indexOf('.');
    return stop > 0 && stop < name.length() - 1;
  }
}
