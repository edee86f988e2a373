// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.oceanbase.TableName;
import java.util.List;

/**
 * A table that exists.
 *
 * @param key columns of the primary key, or of a unique NOT NULL key where there is none; empty if
 *     rows have no identity
 * @param otherUniqueKeys whether further unique keys can refuse a row
 */
public record Table(
    TableName name, List<Column> columns, List<String> key, boolean otherUniqueKeys) {

  /**
   * The column of a name, exactly or else ignoring case, as the server itself compares; or null.
   */
  public Column column(String columnName) {
    Column similar = null;
    for (Column column : columns) {
      if (column.name().equals(columnName)) {
        return column;
      }
      if (column.name().equalsIgnoreCase(columnName)) {
        similar = column;
      }
    }
    return similar;
  }

  /** Whether a column belongs to the key. */
  public boolean isKey(Column column) {
    return key.contains(column.name());
  }
}
