// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.table;

import io.debezium.relational.TableId;
import io.vecbridge.common.oceanbase.TableName;
import java.util.List;

/**
 * A table as it was read. Immutable; a table that changes gets a new one.
 *
 * @param id catalog = database, no schema
 * @param columns in the table's order
 * @param primaryKey its columns in the key's order; empty where the table has none
 * @param uniqueKeys those that identify a row, by name
 * @param partitioning null where the table is not partitioned
 * @param comment empty where there is none
 * @param fingerprint differs after every change of the definition or of the partitions, TRUNCATE
 *     and drop with create included; adding an index leaves it
 */
public record TableDefinition(
    TableId id,
    List<ColumnDefinition> columns,
    List<String> primaryKey,
    List<UniqueKey> uniqueKeys,
    Partitioning partitioning,
    String comment,
    String fingerprint) {

  /** The name for statements. */
  public TableName name() {
    return new TableName(id.catalog(), id.table());
  }

  /**
   * The column of a name, exactly or else ignoring case, as the server itself compares; or null.
   */
  public ColumnDefinition column(String columnName) {
    ColumnDefinition similar = null;
    for (ColumnDefinition column : columns) {
      if (column.name().equals(columnName)) {
        return column;
      }
      if (column.name().equalsIgnoreCase(columnName)) {
        similar = column;
      }
    }
    return similar;
  }
}
