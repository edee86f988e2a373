// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Mappings of the form {@code from:database.table}. */
final class MappingsValidator implements ConfigDef.Validator {
  @Override
  public void ensureValid(String name, Object value) {
    try {
      parse((List<?>) value);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name + ": " + e.getMessage());
    }
  }

  static Map<String, String> parse(List<?> entries) {
    Map<String, String> mappings = new LinkedHashMap<>();
    for (Object each : entries) {
      String entry = each.toString().trim();
      int colon = entry.indexOf(':');
      String to = entry.substring(colon + 1).trim();
      int stop = to.indexOf('.');
      if (colon <= 0 || stop <= 0 || stop == to.length() - 1) {
        throw new IllegalArgumentException(
            "'" + entry + "' is not of the form <database>.<collection>:<database>.<table>.");
      }
      if (mappings.put(entry.substring(0, colon).trim(), to) != null) {
        throw new IllegalArgumentException("'" + entry.substring(0, colon) + "' comes twice.");
      }
    }
    return mappings;
  }

  @Override
  public String toString() {
    return "<database>.<collection>:<database>.<table>,..";
  }
}
