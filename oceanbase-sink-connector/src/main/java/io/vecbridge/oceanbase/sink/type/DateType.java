// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.TemporalReader;
import io.vecbridge.common.value.TemporalText;
import io.vecbridge.common.value.UnfitValueException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.apache.kafka.connect.data.Schema;

/** DATE; a time of day would be lost, so only midnight passes. */
record DateType() implements ColumnType {
  @Override
  public Converter from(Schema schema) {
    TemporalReader known = TemporalReader.of(schema);
    TemporalReader reader = known == null ? TemporalReader.ofText() : known;
    return value -> convert(reader.point(value));
  }

  private static String convert(LocalDateTime point) {
    if (!point.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      throw new UnfitValueException("the value has a time of day");
    }
    return TemporalText.date(point.toLocalDate());
  }
}
