// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The names of the checks. */
public final class PrecheckNames implements ConfigDef.Validator {
  /** The tenant answers and lets the user in. */
  public static final String REACHABLE = "oceanbase.reachable";

  /** The tenant speaks MySQL's dialect and knows vectors. */
  public static final String VERSION = "oceanbase.version";

  /** The server can keep apart keys that differ by case, accent or trailing space. */
  public static final String COLLATION = "oceanbase.key.collation";

  /** The server takes what vector.bind.mode and table.store.format ask for. */
  public static final String CAPABILITIES = "oceanbase.capabilities";

  /** The user has the privileges that the configuration needs. */
  public static final String PRIVILEGES = "oceanbase.privileges";

  /** An existing table's key keeps apart what the source keeps apart. */
  public static final String TABLE_KEY = "table.key.collation";

  /** An existing table's columns can hold the source's values. */
  public static final String TABLE_COLUMNS = "table.columns";

  static final String LISTED =
      String.join(
          ", ", REACHABLE, VERSION, COLLATION, CAPABILITIES, PRIVILEGES, TABLE_KEY, TABLE_COLUMNS);
  private static final List<String> NAMES = List.of(LISTED.split(", "));

  @Override
  public void ensureValid(String name, Object value) {
    for (Object item : (List<?>) value) {
      if (!NAMES.contains(item.toString())) {
        throw new ConfigException(
            name + ": no check is called '" + item + "'; there are " + LISTED + ".");
      }
    }
  }

  @Override
  public String toString() {
    return LISTED;
  }
}
