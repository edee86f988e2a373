// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.value.Converter;
import io.vecbridge.oceanbase.sink.row.RecordKey;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads keys from a result, converted as the keys of records are, so that both can be compared. */
final class KeyResult {
  private final List<String> columns;
  private final int first;
  private final List<Converter> converters = new ArrayList<>();

  /**
   * @param first the place of the key's first column in the result, from 1
   */
  KeyResult(TargetTable target, List<String> columns, int first) {
    this.columns = columns;
    this.first = first;
    for (String column : columns) {
      converters.add(target.converter(target.table().column(column), null));
    }
  }

  RecordKey key(ResultSet row) throws SQLException {
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = row.getObject(first + i);
      boolean plain = value instanceof Number || value instanceof byte[];
      values[i] = converters.get(i).convert(plain ? value : row.getString(first + i));
    }
    return new RecordKey(columns, values);
  }
}
