// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.connect.data.SchemaBuilder;

/** DOUBLE as FLOAT64. */
final class DoubleType extends ColumnType {
  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.float64();
  }

  @Override
  public Object read(ResultSet row, int index) throws SQLException {
    double value = row.getDouble(index);
    return row.wasNull() ? null : value;
  }

  @Override
  public Object logged(Object cell) {
    return ((Number) cell).doubleValue();
  }

  @Override
  public KeyType key() {
    return KeyType.FLOATING;
  }
}
