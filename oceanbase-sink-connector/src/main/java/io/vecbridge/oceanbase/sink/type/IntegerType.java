// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.ExactNumber;
import io.vecbridge.common.value.UnfitValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.kafka.connect.data.Schema;

/** TINYINT to BIGINT, signed and unsigned, and BOOLEAN, which is TINYINT(1). Range checked. */
record IntegerType(BigInteger min, BigInteger max) implements ColumnType {
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  static IntegerType signed(int bits) {
    BigInteger half = BigInteger.ONE.shiftLeft(bits - 1);
    return new IntegerType(half.negate(), half.subtract(BigInteger.ONE));
  }

  static IntegerType unsigned(int bits) {
    return new IntegerType(
        BigInteger.ZERO, BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
  }

  @Override
  public Converter from(Schema schema) {
    long least = min.longValueExact();
    long most = max.min(LONG_MAX).longValue();
    return value -> convert(value, least, most);
  }

  private Object convert(Object value, long least, long most) {
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      long number = ((Number) value).longValue();
      if (number < least || number > most) {
        throw outOfRange();
      }
      return number;
    }
    if (value instanceof Boolean flag) {
      return flag ? 1L : 0L;
    }
    if (value instanceof String text) {
      if (text.equalsIgnoreCase("true")) {
        return 1L;
      }
      if (text.equalsIgnoreCase("false")) {
        return 0L;
      }
    }
    return exact(ExactNumber.of(value));
  }

  private Object exact(BigDecimal number) {
    if (number.signum() != 0 && number.precision() - (long) number.scale() > 20) {
      throw outOfRange();
    }
    BigInteger integer = whole(number);
    if (integer.compareTo(min) < 0 || integer.compareTo(max) > 0) {
      throw outOfRange();
    }
    if (integer.bitLength() < Long.SIZE) {
      return integer.longValue();
    }
    return new BigDecimal(integer);
  }

  /** The number as an integer; must not be large. */
  static BigInteger whole(BigDecimal number) {
    // 1e-100000000 would be divided by a number of as many digits.
    if (number.signum() != 0 && number.scale() >= number.precision()) {
      throw UnfitValueException.fraction();
    }
    try {
      return number.signum() == 0 ? BigInteger.ZERO : number.toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw UnfitValueException.fraction();
    }
  }

  private UnfitValueException outOfRange() {
    return new UnfitValueException("the number is outside the range " + min + " to " + max);
  }
}
