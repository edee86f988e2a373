// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** A key whose values are the constants of an enum, in lower case: validated and recommended. */
public record Choice<E extends Enum<E>>(Class<E> type)
    implements ConfigDef.Validator, ConfigDef.Recommender {

  public static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  public E of(AbstractConfig config, String key) {
    return Enum.valueOf(type, config.getString(key).toUpperCase(Locale.ROOT));
  }

  @Override
  public void ensureValid(String name, Object value) {
    boolean known =
        Arrays.stream(type.getEnumConstants())
            .anyMatch(each -> text(each).equalsIgnoreCase((String) value));
    if (!known) {
      throw new ConfigException(name, value, "It must be one of: " + this + ".");
    }
  }

  @Override
  public List<Object> validValues(String name, Map<String, Object> parsedConfig) {
    return Arrays.stream(type.getEnumConstants()).<Object>map(Choice::text).toList();
  }

  @Override
  public boolean visible(String name, Map<String, Object> parsedConfig) {
    return true;
  }

  @Override
  public String toString() {
    return Arrays.stream(type.getEnumConstants())
        .map(Choice::text)
        .collect(Collectors.joining(", "));
  }
}
