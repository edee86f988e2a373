// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.row;

import io.vecbridge.oceanbase.source.schema.TableRow;
import java.util.List;

/**
 * A row of a table as it was read.
 *
 * @param key the column that the collection's primary key is stored in, a Long or a String
 * @param cursor the values of the table's own key
 * @param values in the order of the schema's columns; null if only the key was read
 */
public record TableEntry(Object key, List<Object> cursor, Object[] values) {
  /** About how much memory the row takes. */
  public long bytes() {
    return values == null ? Long.BYTES : TableRow.bytes(values);
  }
}
