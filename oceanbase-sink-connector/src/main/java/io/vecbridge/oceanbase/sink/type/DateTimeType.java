// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.TemporalReader;
import io.vecbridge.common.value.TemporalText;
import org.apache.kafka.connect.data.Schema;

/**
 * DATETIME(n) and TIMESTAMP(n), in UTC; digits that the column has not are refused, not rounded.
 */
record DateTimeType(int digits) implements ColumnType {
  @Override
  public Converter from(Schema schema) {
    TemporalReader known = TemporalReader.of(schema);
    TemporalReader reader = known == null ? TemporalReader.ofText() : known;
    return value -> TemporalText.dateTime(reader.point(value), digits);
  }
}
