// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Refuses placeholders that nothing would fill.
 *
 * @param form what the format is, for messages
 * @param what what the format must name, the end of a sentence
 */
public record NameFormatValidator(String form, String what) implements ConfigDef.Validator {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  @Override
  public void ensureValid(String name, Object value) {
    String format = (String) value;
    if (format.isBlank() || format.startsWith(".") || format.endsWith(".")) {
      throw new ConfigException(name + " must name " + what + ".");
    }
    Matcher matcher = PLACEHOLDER.matcher(format);
    while (matcher.find()) {
      switch (matcher.group(1)) {
        case "database", "collection", "table", "topic" -> {}
        default ->
            throw new ConfigException(
                name
                    + " holds "
                    + matcher.group()
                    + ": known are ${database}, ${collection},"
                    + " ${table} and ${topic}.");
      }
    }
  }

  @Override
  public String toString() {
    return form + " with ${database}, ${collection}, ${table}, ${topic}";
  }
}
