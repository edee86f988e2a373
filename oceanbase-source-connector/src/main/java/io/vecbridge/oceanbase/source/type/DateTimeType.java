// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.debezium.time.MicroTimestamp;
import io.debezium.time.Timestamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * DATETIME as {@code io.debezium.time.Timestamp} (milliseconds) with up to 3 digits of a second, as
 * {@code MicroTimestamp} with more. It has no zone; as everywhere in Debezium it counts as UTC.
 */
final class DateTimeType extends ColumnType {
  private final boolean micros;

  DateTimeType(int digits) {
    this.micros = digits > 3;
  }

  @Override
  public SchemaBuilder schema() {
    return micros ? MicroTimestamp.builder() : Timestamp.builder();
  }

  @Override
  public Object read(ResultSet row, int index) throws SQLException {
    byte[] text = row.getBytes(index);
    return text == null ? null : logged(text);
  }

  @Override
  public Object logged(Object cell) {
    LocalDateTime point = DateAndTime.point((byte[]) cell);
    return point == null ? null : value(point);
  }

  @Override
  public KeyType key() {
    return KeyType.TEMPORAL;
  }

  private long value(LocalDateTime point) {
    long seconds = point.toEpochSecond(ZoneOffset.UTC);
    return micros
        ? seconds * 1_000_000 + point.getNano() / 1_000
        : seconds * 1_000 + point.getNano() / 1_000_000;
  }
}
