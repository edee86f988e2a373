// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.connect.data.SchemaBuilder;

/** FLOAT as FLOAT32, read as DOUBLE: a SELECT of the column itself prints six digits. */
final class FloatType extends ColumnType {
  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.float32();
  }

  @Override
  public String expression(String column) {
    return "CAST(" + column + " AS DOUBLE)";
  }

  @Override
  public Object read(ResultSet row, int index) throws SQLException {
    double value = row.getDouble(index);
    return row.wasNull() ? null : (Object) (float) value;
  }

  @Override
  public Object logged(Object cell) {
    return ((Number) cell).floatValue();
  }

  @Override
  public KeyType key() {
    return KeyType.FLOATING;
  }
}
