// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.SchemaBuilder;

/** DECIMAL, and BIGINT UNSIGNED with scale 0, as Connect's Decimal (Debezium's precise mode). */
final class DecimalType extends ColumnType {
  private static final String PRECISION = "connect.decimal.precision";

  private final int precision;
  private final int scale;

  DecimalType(int precision, int scale) {
    this.precision = precision;
    this.scale = scale;
  }

  @Override
  public SchemaBuilder schema() {
    return Decimal.builder(scale).parameter(PRECISION, Integer.toString(precision));
  }

  @Override
  public Object read(ResultSet row, int index) throws SQLException {
    BigDecimal value = row.getBigDecimal(index);
    return value == null ? null : value.setScale(scale);
  }

  @Override
  public Object logged(Object cell) {
    BigDecimal value =
        cell instanceof BigDecimal decimal
            ? decimal
            : new BigDecimal(Long.toUnsignedString(((Number) cell).longValue()));
    return value.setScale(scale);
  }

  @Override
  public KeyType key() {
    return KeyType.DECIMAL;
  }
}
