// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The names of the checks. */
public final class PrecheckNames implements ConfigDef.Validator {
  /** Milvus answers and lets the user in. */
  public static final String REACHABLE = "milvus.reachable";

  /** There is the database. */
  public static final String DATABASE = "milvus.database";

  /** The collections are there, where the connector may not make them. */
  public static final String EXISTS = "collection.exists";

  /** No collection makes its keys itself. */
  public static final String AUTO_ID = "collection.auto.id";

  static final String LISTED = String.join(", ", REACHABLE, DATABASE, EXISTS, AUTO_ID);
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
