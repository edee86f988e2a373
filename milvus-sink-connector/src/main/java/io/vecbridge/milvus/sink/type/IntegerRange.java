// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import io.vecbridge.common.value.ExactNumber;
import io.vecbridge.common.value.UnfitValueException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** The numbers of an integer type. Servers up to 2.3 check the range of some types only. */
record IntegerRange(long least, long most) {
  private static final int MOST_DIGITS = 20;

  static IntegerRange ofBits(int bits) {
    long most = Long.MAX_VALUE >> (Long.SIZE - bits);
    return new IntegerRange(-most - 1, most);
  }

  /**
   * The number as a {@code Long}.
   *
   * @throws UnfitValueException if it is outside the range or has a fraction
   */
  Object convert(Object value) {
    long number;
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      number = ((Number) value).longValue();
    } else if (value instanceof Boolean flag) {
      number = flag ? 1 : 0;
    } else {
      number = exact(ExactNumber.of(value));
    }
    if (number < least || number > most) {
      throw outOfRange();
    }
    return number;
  }

  private long exact(BigDecimal number) {
    // A number of a million digits must not be written out, before or after its point.
    long digits = number.precision() - (long) number.scale();
    if (number.signum() == 0) {
      return 0;
    }
    if (digits > MOST_DIGITS) {
      throw outOfRange();
    }
    if (digits <= 0) {
      throw UnfitValueException.fraction();
    }
    BigInteger integer;
    try {
      integer = number.toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw UnfitValueException.fraction();
    }
    if (integer.bitLength() >= Long.SIZE) {
      throw outOfRange();
    }
    return integer.longValue();
  }

  private UnfitValueException outOfRange() {
    return new UnfitValueException("the number is outside the range " + least + " to " + most);
  }
}
