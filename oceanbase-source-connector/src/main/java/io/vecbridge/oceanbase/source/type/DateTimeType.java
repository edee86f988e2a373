// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.debezium.time.MicroTimestamp;
import io.debezium.time.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * DATETIME as {@code io.debezium.time.Timestamp} (milliseconds) with up to 3 digits of a second, as
 * {@code MicroTimestamp} with more. It has no zone; as everywhere in Debezium it counts as UTC.
 */
final class DateTimeType extends PointType {
  private final boolean micros;

  DateTimeType(int digits) {
    this.micros = digits > 3;
  }

  @Override
  public SchemaBuilder schema() {
    return micros ? MicroTimestamp.builder() : Timestamp.builder();
  }

  @Override
  Object value(LocalDateTime point) {
    long seconds = point.toEpochSecond(ZoneOffset.UTC);
    return micros
        ? seconds * 1_000_000 + point.getNano() / 1_000
        : seconds * 1_000 + point.getNano() / 1_000_000;
  }
}
