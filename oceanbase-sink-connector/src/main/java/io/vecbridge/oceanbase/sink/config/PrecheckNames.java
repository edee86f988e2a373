// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.vecbridge.common.sink.config.PrecheckSkip;

/** The names of the checks. */
public final class PrecheckNames {
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

  static final PrecheckSkip SKIP =
      new PrecheckSkip(
          REACHABLE, VERSION, COLLATION, CAPABILITIES, PRIVILEGES, TABLE_KEY, TABLE_COLUMNS);

  private PrecheckNames() {}
}
