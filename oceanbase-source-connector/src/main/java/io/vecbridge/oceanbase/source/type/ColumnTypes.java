// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.debezium.relational.TableId;
import io.vecbridge.oceanbase.source.table.ColumnDefinition;
import org.apache.kafka.connect.errors.ConnectException;

/** The table of all types that the source reads. */
public final class ColumnTypes {
  private final VectorEncoding encoding;

  /**
   * @param encoding how VECTOR columns are sent
   */
  public ColumnTypes(VectorEncoding encoding) {
    this.encoding = encoding;
  }

  /**
   * The type of a column. Asked once, when a table is loaded.
   *
   * @throws ConnectException for a type that the source does not read; the message names the
   *     column, its type and the option that leaves it out
   */
  public ColumnType of(TableId table, ColumnDefinition column) {
    throw new ConnectException(
        "Column \""
            + column.name()
            + "\" of table \""
            + table
            + "\" has type "
            + column.type()
            + ", which this connector does not read ("
            + encoding.getValue()
            + "). Leave the column out with column.exclude.list, or the table with"
            + " table.exclude.list.");
  }
}
