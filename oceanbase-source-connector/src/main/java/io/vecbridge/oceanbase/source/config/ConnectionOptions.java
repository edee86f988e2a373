// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigValue;

/** How to reach the tenant: the options that the sink has too, in Debezium's form. */
final class ConnectionOptions {
  private static final ConfigDef DEFINITION = OceanBaseConnectionConfig.define(new ConfigDef());

  private ConnectionOptions() {}

  static Field[] fields() {
    List<Field> fields = new ArrayList<>();
    DEFINITION.configKeys().values().forEach(key -> fields.add(field(key)));
    return fields.toArray(Field[]::new);
  }

  static OceanBaseConnectionConfig of(Configuration config) {
    return OceanBaseConnectionConfig.of(new Parsed(config.asMap()));
  }

  private static Field field(ConfigKey key) {
    Field field =
        Field.create(key.name)
            .withDisplayName(key.displayName)
            .withType(key.type)
            .withWidth(key.width)
            .withImportance(key.importance)
            .withDescription(key.documentation)
            .withValidation(ConnectionOptions::validate);
    if (key.defaultValue != ConfigDef.NO_DEFAULT_VALUE && key.defaultValue != null) {
      return field.withDefault(String.valueOf(key.defaultValue));
    }
    return key.hasDefault() ? field : field.required();
  }

  private static int validate(Configuration config, Field field, Field.ValidationOutput problems) {
    Map<String, String> given = new HashMap<>();
    for (String name : DEFINITION.names()) {
      if (config.hasKey(name)) {
        given.put(name, config.getString(name));
      }
    }
    ConfigValue value = DEFINITION.validateAll(given).get(field.name());
    value.errorMessages().forEach(message -> problems.accept(field, value.value(), message));
    return value.errorMessages().size();
  }

  /** Kafka's form of the options, which are not logged. */
  private static final class Parsed extends AbstractConfig {
    Parsed(Map<String, String> options) {
      super(DEFINITION, options, false);
    }
  }
}
