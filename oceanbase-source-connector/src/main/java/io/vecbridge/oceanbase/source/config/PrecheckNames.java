// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.config;

import io.debezium.config.Field;
import io.vecbridge.common.source.config.Prechecks;
import java.util.List;

/** The checks of the outside world, by name. */
public final class PrecheckNames {
  /** OceanBase answers and lets the user in; without this check none is made. */
  public static final String REACHABLE = "oceanbase.reachable";

  /** The tenant can do what the capture needs. */
  public static final String CAPABLE = "oceanbase.capable";

  /** There is a table to capture, and each has a usable key and readable columns. */
  public static final String TABLES = "tables.captured";

  /** The tenant keeps history long enough. */
  public static final String UNDO_RETENTION = "undo.retention";

  /** The records' keys of tables with a partition key are narrower than their primary keys. */
  public static final String PARTITION_KEYS = "message.key.of.partitioned.tables";

  /** Polls stay exact when a worker dies. */
  public static final String EXACTLY_ONCE = "exactly.once.required";

  static final Field SKIP =
      Prechecks.option(
          List.of(REACHABLE, CAPABLE, TABLES, UNDO_RETENTION, PARTITION_KEYS, EXACTLY_ONCE));

  private PrecheckNames() {}
}
