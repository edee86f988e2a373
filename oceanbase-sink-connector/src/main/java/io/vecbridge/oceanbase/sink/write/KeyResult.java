// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.value.Converter;
import io.vecbridge.oceanbase.sink.row.RecordKey;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads keys from a result, converted as the keys of records are, so that both can be compared. */
final class KeyResult {
  private final List<String> columns;
  private final int first;
  private final List<String> types = new ArrayList<>();
  private final List<Converter> converters = new ArrayList<>();

  /**
   * @param first the place of the key's first column in the result, from 1
   */
  KeyResult(TargetTable target, List<String> columns, int first) {
    this.columns = columns;
    this.first = first;
    for (String name : columns) {
      ColumnDefinition column = target.table().column(name);
      types.add(column.typeName());
      converters.add(target.converter(column, null));
    }
  }

  RecordKey key(ResultSet row) throws SQLException {
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = converters.get(i).convert(value(row, first + i, types.get(i)));
    }
    return new RecordKey(columns, values);
  }

  /** The driver's objects of times have the JVM's zone and the hours of a day. */
  private static Object value(ResultSet row, int place, String type) throws SQLException {
    return switch (type) {
      case "BIT" -> new BigDecimal(new BigInteger(1, row.getBytes(place)));
      case "YEAR" -> row.getLong(place);
      case "DATE", "DATETIME", "TIMESTAMP", "TIME" -> row.getString(place);
      default -> {
        Object value = row.getObject(place);
        yield value instanceof Number || value instanceof byte[] ? value : row.getString(place);
      }
    };
  }
}
