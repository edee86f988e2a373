// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.row;

import io.vecbridge.common.sink.write.RowChange;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/**
 * The converted key of a record, with the columns that it consists of, in the order of the table's
 * key.
 */
public final class RecordKey {
  private final List<String> columns;
  private final Object[] values;
  private final int hash;

  /**
   * @param values converted values, in the order of the columns; belongs to the key from now on
   */
  public RecordKey(List<String> columns, Object[] values) {
    this.columns = columns;
    this.values = values;
    for (int i = 0; i < values.length; i++) {
      // 1.0 and 1.00 are one key for the server.
      if (values[i] instanceof BigDecimal decimal) {
        values[i] = decimal.stripTrailingZeros();
      }
    }
    this.hash = Arrays.deepHashCode(values);
  }

  /** The key of a change that was converted for a table. */
  public static RecordKey of(RowChange change) {
    return (RecordKey) change.key();
  }

  public List<String> columns() {
    return columns;
  }

  public Object value(int index) {
    return values[index];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordKey key
        && hash == key.hash
        && columns.equals(key.columns)
        && Arrays.deepEquals(values, key.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "RecordKey" + columns;
  }
}
