// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.debezium.time.Year;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.connect.data.SchemaBuilder;

/** YEAR as {@code io.debezium.time.Year}; 0 is MySQL's year 0000. */
final class YearType extends ColumnType {
  @Override
  public SchemaBuilder schema() {
    return Year.builder();
  }

  @Override
  public Object read(ResultSet row, int index) throws SQLException {
    // The driver would make a date of it.
    byte[] text = row.getBytes(index);
    return text == null ? null : Integer.valueOf(new String(text, StandardCharsets.US_ASCII));
  }

  @Override
  public Object logged(Object cell) {
    return ((Number) cell).intValue();
  }

  @Override
  public KeyType key() {
    return KeyType.INTEGER;
  }
}
