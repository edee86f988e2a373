// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import io.vecbridge.common.config.Keys;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * The key that leaves checks out.
 *
 * @param names those of the checks that there are
 */
public record PrecheckSkip(List<String> names) implements ConfigDef.Validator {
  public static final String KEY = "precheck.skip";

  public PrecheckSkip(String... names) {
    this(List.of(names));
  }

  /** Adds the key. */
  public void define(ConfigDef def) {
    new Keys(def, "Checks")
        .key(
            KEY,
            Type.LIST,
            "",
            this,
            Importance.LOW,
            "Skipped checks",
            "Checks that are left out, by name: " + this + ".");
  }

  /** Whether a check is to be made. */
  public static boolean keeps(AbstractConfig config, String check) {
    return !config.getList(KEY).contains(check);
  }

  @Override
  public void ensureValid(String name, Object value) {
    for (Object item : (List<?>) value) {
      if (!names.contains(item.toString())) {
        throw new ConfigException(
            name + ": no check is called '" + item + "'; there are " + this + ".");
      }
    }
  }

  @Override
  public String toString() {
    return String.join(", ", names);
  }
}
