// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a sink writes for a row.
 *
 * @param values by column, in a form that is equal if the columns would be
 * @param refusal why the sink doesn't write the row, the same for the same row; null if it does
 */
public record WrittenRow(Map<String, Object> values, String refusal) {
  /** The columns in which rows differ, both written by the same sink. */
  public List<String> differing(WrittenRow other) {
    List<String> columns = new ArrayList<>();
    values.forEach(
        (column, value) -> {
          if (!Objects.deepEquals(value, other.values.get(column))) {
            columns.add(column);
          }
        });
    return columns;
  }

  /** Equal for equal rows, whatever their columns' values are. */
  public int hash() {
    int hash = Objects.hashCode(refusal);
    for (Map.Entry<String, Object> value : values.entrySet()) {
      hash +=
          value.getKey().hashCode() ^ (31 * Arrays.deepHashCode(new Object[] {value.getValue()}));
    }
    return hash;
  }
}
