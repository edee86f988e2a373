// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.debezium.time.Date;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.Timestamp;
import io.debezium.time.ZonedTimestamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * DATE, DATETIME and TIMESTAMP: points of time. One that no calendar has is sent as null.
 *
 * <p>DATETIME has no zone; as everywhere in Debezium it counts as UTC. Sessions read TIMESTAMP in
 * UTC.
 */
final class PointType extends ColumnType {
  private final Supplier<SchemaBuilder> schema;
  private final Function<LocalDateTime, Object> value;

  private PointType(Supplier<SchemaBuilder> schema, Function<LocalDateTime, Object> value) {
    this.schema = schema;
    this.value = value;
  }

  /** Days since 1970. */
  static PointType date() {
    return new PointType(Date::builder, point -> (int) point.toLocalDate().toEpochDay());
  }

  /** Milliseconds with up to 3 digits after the decimal point, microseconds with more. */
  static PointType dateTime(int digits) {
    return digits > 3
        ? new PointType(
            MicroTimestamp::builder,
            point -> point.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + point.getNano() / 1_000)
        : new PointType(
            Timestamp::builder,
            point -> point.toEpochSecond(ZoneOffset.UTC) * 1_000 + point.getNano() / 1_000_000);
  }

  /** A text in UTC, with as many digits after the decimal point as the column has. */
  static PointType timestamp(int digits) {
    return new PointType(
        ZonedTimestamp::builder,
        point ->
            ZonedTimestamp.toIsoString(point.atZone(ZoneOffset.UTC), ZoneOffset.UTC, null, digits));
  }

  @Override
  public SchemaBuilder schema() {
    return schema.get();
  }

  @Override
  public Object read(ResultSet row, int index) throws SQLException {
    byte[] text = row.getBytes(index);
    return text == null ? null : logged(text);
  }

  @Override
  public Object logged(Object cell) {
    LocalDateTime point = DateAndTime.point((byte[]) cell);
    return point == null ? null : value.apply(point);
  }

  @Override
  public KeyType key() {
    return KeyType.TEMPORAL;
  }
}
