// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.table;

import java.util.List;

/**
 * How a table is partitioned.
 *
 * @param method {@code KEY}, {@code HASH}, {@code RANGE}, ..
 * @param column the one column that decides the partition, or null where it is an expression or
 *     several columns
 * @param names the partitions, in the table's order; subpartitions as {@code partition.sub}
 */
public record Partitioning(String method, String column, List<String> names) {
  /** Number of partitions. */
  public int count() {
    return names.size();
  }
}
