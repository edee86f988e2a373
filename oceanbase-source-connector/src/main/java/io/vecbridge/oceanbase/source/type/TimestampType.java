// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.debezium.time.ZonedTimestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * TIMESTAMP as {@code io.debezium.time.ZonedTimestamp}, in UTC, with as many digits of a second as
 * the column has. Sessions read it in UTC.
 */
final class TimestampType extends PointType {
  private final int digits;

  TimestampType(int digits) {
    this.digits = digits;
  }

  @Override
  public SchemaBuilder schema() {
    return ZonedTimestamp.builder();
  }

  @Override
  Object value(LocalDateTime point) {
    return ZonedTimestamp.toIsoString(point.atZone(ZoneOffset.UTC), ZoneOffset.UTC, null, digits);
  }
}
