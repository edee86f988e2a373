// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.config;

import io.debezium.config.Configuration;
import io.debezium.config.EnumeratedValue;
import io.debezium.config.Field;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The values of an option as the constants of an enum: shown in lower case, read in any case. */
public interface Choice extends EnumeratedValue {
  /** The constant's name. */
  String name();

  @Override
  default String getValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** An option that takes and recommends the constants of the default's enum. */
  static <E extends Enum<E> & Choice> Field option(String name, E defaultValue) {
    Values values =
        new Values(
            Arrays.stream(defaultValue.getDeclaringClass().getEnumConstants())
                .map(Choice::getValue)
                .toList());
    return Field.create(name)
        .withWidth(Width.SHORT)
        .withDefault(defaultValue.getValue())
        .withAllowedValues(new LinkedHashSet<>(values.texts()))
        .withRecommender(values)
        .withValidation(values);
  }

  /**
   * The value of such an option.
   *
   * @throws ConfigException if the option has none of the values
   */
  static <E extends Enum<E> & Choice> E of(Class<E> type, Configuration config, Field option) {
    String text = config.getString(option);
    E value = EnumeratedValue.parse(type, text);
    if (value == null) {
      throw new ConfigException(option.name(), text, "Unknown value");
    }
    return value;
  }

  /** The texts in the order of their constants; Debezium's own recommender has them in none. */
  record Values(List<String> texts) implements Field.Recommender, Field.Validator {
    @Override
    public List<Object> validValues(Field field, Configuration config) {
      return List.copyOf(texts);
    }

    @Override
    public boolean visible(Field field, Configuration config) {
      return true;
    }

    @Override
    public int validate(Configuration config, Field field, Field.ValidationOutput problems) {
      String value = config.getString(field);
      if (value != null && texts.contains(value.strip().toLowerCase(Locale.ROOT))) {
        return 0;
      }
      problems.accept(field, value, "It must be one of: " + String.join(", ", texts) + ".");
      return 1;
    }
  }
}
