// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.debezium.time.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import org.apache.kafka.connect.data.SchemaBuilder;

/** DATE as {@code io.debezium.time.Date}, days since 1970. */
final class DateType extends ColumnType {
  @Override
  public SchemaBuilder schema() {
    return Date.builder();
  }

  @Override
  public Object read(ResultSet row, int index) throws SQLException {
    byte[] text = row.getBytes(index);
    return text == null ? null : logged(text);
  }

  @Override
  public Object logged(Object cell) {
    LocalDateTime point = DateAndTime.point((byte[]) cell);
    return point == null ? null : (int) point.toLocalDate().toEpochDay();
  }

  @Override
  public KeyType key() {
    return KeyType.TEMPORAL;
  }
}
