// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import io.milvus.grpc.FieldData;
import io.milvus.grpc.IntArray;
import io.milvus.grpc.LongArray;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.ExactNumber;
import io.vecbridge.common.value.UnfitValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.kafka.connect.data.Schema;

/** INT8 to INT64, range checked: servers up to 2.3 check some of them only. */
record IntegerType(int bits, long least, long most) implements FieldType {
  private static final int MOST_DIGITS = 20;

  static IntegerType ofBits(int bits) {
    long most = Long.MAX_VALUE >> (Long.SIZE - bits);
    return new IntegerType(bits, -most - 1, most);
  }

  @Override
  public Converter from(Schema schema) {
    return this::convert;
  }

  private Object convert(Object value) {
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
    // A number of a million digits must not be written out.
    if (number.precision() - (long) number.scale() > MOST_DIGITS) {
      throw outOfRange();
    }
    BigInteger integer;
    try {
      integer = number.toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw new UnfitValueException("the number has a fraction");
    }
    if (integer.bitLength() >= Long.SIZE) {
      throw outOfRange();
    }
    return integer.longValue();
  }

  private UnfitValueException outOfRange() {
    return new UnfitValueException("the number is outside the range " + least + " to " + most);
  }

  @Override
  public Column column(int rows) {
    return bits == Long.SIZE ? new Longs() : new Ints();
  }

  private static final class Longs implements Column {
    private final LongArray.Builder data = LongArray.newBuilder();

    @Override
    public void add(Object value) {
      data.addData((Long) value);
    }

    @Override
    public void finish(FieldData.Builder field) {
      field.getScalarsBuilder().setLongData(data);
    }
  }

  private static final class Ints implements Column {
    private final IntArray.Builder data = IntArray.newBuilder();

    @Override
    public void add(Object value) {
      data.addData(((Long) value).intValue());
    }

    @Override
    public void finish(FieldData.Builder field) {
      field.getScalarsBuilder().setIntData(data);
    }
  }
}
