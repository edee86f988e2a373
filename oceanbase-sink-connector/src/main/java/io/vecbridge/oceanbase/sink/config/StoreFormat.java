// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

/** How created tables are stored. */
public enum StoreFormat {
  /** As the tenant's default_table_store_format says. */
  DEFAULT,
  ROW,
  COLUMN,
  /** Both by row and by column. */
  HYBRID
}
