// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.TemporalReader;
import io.vecbridge.common.value.TemporalText;
import io.vecbridge.common.value.UnfitValueException;
import org.apache.kafka.connect.data.Schema;

/** TIME(n), a span of up to 838 hours in both directions. */
record TimeType(int digits) implements ColumnType {
  private static final long LONGEST =
      (838 * 3_600L + 59 * 60 + 59) * TemporalReader.NANOS_PER_SECOND;

  @Override
  public Converter from(Schema schema) {
    TemporalReader known = TemporalReader.of(schema);
    TemporalReader reader = known == null ? TemporalReader.ofText() : known;
    return value -> convert(reader.span(value));
  }

  private String convert(long nanos) {
    if (Math.abs(nanos) > LONGEST) {
      throw new UnfitValueException("the time is outside of -838:59:59 to 838:59:59");
    }
    return TemporalText.time(nanos, digits);
  }
}
