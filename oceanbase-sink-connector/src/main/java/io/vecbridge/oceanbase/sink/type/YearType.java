// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.UnfitValueException;
import org.apache.kafka.connect.data.Schema;

/** YEAR: 0, or 1901 to 2155. */
record YearType() implements ColumnType {
  private static final int FIRST = 1901;
  private static final int LAST = 2155;

  @Override
  public Converter from(Schema schema) {
    Converter number = IntegerType.signed(Integer.SIZE).from(schema);
    return value -> {
      long year = (Long) number.convert(value);
      if (year != 0 && (year < FIRST || year > LAST)) {
        throw new UnfitValueException("the year is neither 0 nor from 1901 to 2155");
      }
      return year;
    };
  }
}
