// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.ExactNumber;
import io.vecbridge.common.value.UnfitValueException;
import java.math.BigDecimal;
import org.apache.kafka.connect.data.Schema;

/** DECIMAL(precision, scale): the server would round off further digits, so they are refused. */
record DecimalType(int precision, int scale, boolean unsigned) implements ColumnType {
  @Override
  public Converter from(Schema schema) {
    return this::convert;
  }

  private Object convert(Object value) {
    BigDecimal number = ExactNumber.of(value);
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    if (number.precision() - (long) number.scale() > precision - scale) {
      throw new UnfitValueException(
          "the number has more than " + (precision - scale) + " digits before the decimal point");
    }
    if (number.scale() > scale) {
      number = number.stripTrailingZeros();
      if (number.scale() > scale) {
        throw new UnfitValueException(
            "the number has more than " + scale + " digits after the decimal point");
      }
    }
    if (unsigned && number.signum() < 0) {
      throw new UnfitValueException("the number is negative");
    }
    return number;
  }
}
