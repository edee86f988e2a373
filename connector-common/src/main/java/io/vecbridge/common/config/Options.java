// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The options of a connector, in the groups and in the order of its documentation. */
public final class Options {
  private final Map<String, Field.Set> groups;

  private Options(Map<String, Field.Set> groups) {
    this.groups = groups;
  }

  /** No options yet. */
  public static Options none() {
    return new Options(Map.of());
  }

  /** These options and one more group. */
  public Options with(String group, Field.Set fields) {
    Map<String, Field.Set> more = new LinkedHashMap<>(groups);
    more.put(group, fields);
    return new Options(more);
  }

  /** These options and one more group. */
  public Options with(String group, Field... fields) {
    return with(group, Field.setOf(fields));
  }

  /** Every option. */
  public Field.Set fields() {
    Field.Set all = Field.setOf();
    for (Field.Set group : groups.values()) {
      all = all.with(group);
    }
    return all;
  }

  /** The definition that Connect shows. */
  public ConfigDef configDef() {
    ConfigDef definition = new ConfigDef();
    groups.forEach((group, fields) -> Field.group(definition, group, fields.asArray()));
    return definition;
  }

  /** The given configuration, with defaults for the options that it leaves out. */
  public Configuration read(Map<String, String> given) {
    return withDefaults(Configuration.from(given));
  }

  /** The given configuration, with defaults for the options that it leaves out. */
  public Configuration withDefaults(Configuration given) {
    Configuration.Builder config = given.edit();
    for (Field field : fields()) {
      String value = given.getString(field.name());
      if (value == null && field.defaultValue() != null) {
        config.with(field.name(), field.defaultValueAsString());
      } else if (value != null && field.type() != Type.PASSWORD) {
        config.with(field.name(), value.strip());
      }
    }
    return config.build();
  }

  /** What is wrong with each option by itself. */
  public List<Finding> findings(Configuration config) {
    List<Finding> findings = new ArrayList<>();
    config.validate(fields(), (field, value, problem) -> findings.add(Finding.of(field, problem)));
    return findings;
  }

  /** The items of a list; none if the option is empty. */
  public static List<String> list(Configuration config, Field option) {
    if (config.getString(option) == null) {
      return List.of();
    }
    return config.getList(option).stream().filter(item -> !item.isBlank()).toList();
  }
}
