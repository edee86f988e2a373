// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Mappings of the form {@code from:to}.
 *
 * @param form how a mapping is written, for messages
 * @param qualified whether {@code to} is a database, a full stop and a name; else a name
 */
public record MappingsValidator(String form, boolean qualified) implements ConfigDef.Validator {
  @Override
  public void ensureValid(String name, Object value) {
    try {
      parse((List<?>) value);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name + ": " + e.getMessage());
    }
  }

  /** The targets by their sources. */
  public Map<String, String> parse(List<?> entries) {
    Map<String, String> mappings = new LinkedHashMap<>();
    for (Object each : entries) {
      String entry = each.toString().trim();
      int colon = entry.indexOf(':');
      String to = entry.substring(colon + 1).trim();
      if (colon <= 0 || !isTarget(to)) {
        throw new IllegalArgumentException("'" + entry + "' is not of the form " + form + ".");
      }
      if (mappings.put(entry.substring(0, colon).trim(), to) != null) {
        throw new IllegalArgumentException("'" + entry.substring(0, colon) + "' comes twice.");
      }
    }
    return mappings;
  }

  private boolean isTarget(String to) {
    if (!qualified) {
      return !to.isEmpty();
    }
    int stop = to.indexOf('.');
    return stop > 0 && stop < to.length() - 1;
  }

  @Override
  public String toString() {
    return form + ",..";
  }
}
