// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** Puts what validation finds to the keys that it concerns. */
public final class ConfigFindings {
  private ConfigFindings() {}

  /**
   * Validates a connector's properties.
   *
   * @param contradictions sentences by key; asked only if each key is sound by itself
   * @param precheck looks at the server; asked only if the configuration itself is sound
   */
  public static Config of(
      ConfigDef definition,
      Map<String, String> properties,
      Supplier<Map<String, String>> contradictions,
      Supplier<Map<String, String>> precheck) {
    List<ConfigValue> values = new ArrayList<>(definition.validate(properties));
    if (values.stream().allMatch(value -> value.errorMessages().isEmpty())) {
      Map<String, String> findings = contradictions.get();
      if (findings.isEmpty()) {
        findings = precheck.get();
      }
      findings.forEach((key, sentence) -> value(values, properties, key).addErrorMessage(sentence));
    }
    return new Config(values);
  }

  /**
   * Refuses a configuration with contradictions.
   *
   * @param contradictions sentences by key
   * @throws ConfigException with the first of them
   */
  public static void refuse(Map<String, String> contradictions) {
    contradictions.forEach(
        (key, sentence) -> {
          throw new ConfigException(key + ": " + sentence);
        });
  }

  private static ConfigValue value(
      List<ConfigValue> values, Map<String, String> properties, String key) {
    for (ConfigValue value : values) {
      if (value.name().equals(key)) {
        return value;
      }
    }
    // A key of Connect itself, such as errors.tolerance.
    ConfigValue value = new ConfigValue(key);
    value.value(properties.get(key));
    values.add(value);
    return value;
  }
}
