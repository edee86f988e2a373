// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import java.util.List;

/**
 * A collection or table as the source describes it, by a schema change event or by a record.
 *
 * @param key names of the key columns; empty if the source has no key
 * @param partitionKey name of the column that decides the partition; null if there is none
 * @param partitions number of partitions, 0 if unknown
 */
public record SourceTable(
    SourceName source,
    List<SourceColumn> columns,
    List<String> key,
    String partitionKey,
    int partitions,
    String comment) {

  /** The column of a name, or null. */
  public SourceColumn column(String name) {
    for (SourceColumn column : columns) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    return null;
  }
}
