// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.debezium.time.MicroTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.connect.data.SchemaBuilder;

/** TIME as {@code io.debezium.time.MicroTime}: microseconds from -838:59:59 to 838:59:59. */
final class TimeType extends ColumnType {
  @Override
  public SchemaBuilder schema() {
    return MicroTime.builder();
  }

  @Override
  public Object read(ResultSet row, int index) throws SQLException {
    byte[] text = row.getBytes(index);
    return text == null ? null : DateAndTime.micros(text);
  }

  @Override
  public Object logged(Object cell) {
    return DateAndTime.micros((byte[]) cell);
  }

  @Override
  public KeyType key() {
    return KeyType.TEMPORAL;
  }
}
