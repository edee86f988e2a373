// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.debezium.time.Date;
import java.time.LocalDateTime;
import org.apache.kafka.connect.data.SchemaBuilder;

/** DATE as {@code io.debezium.time.Date}, days since 1970. */
final class DateType extends PointType {
  @Override
  public SchemaBuilder schema() {
    return Date.builder();
  }

  @Override
  Object value(LocalDateTime point) {
    return (int) point.toLocalDate().toEpochDay();
  }
}
