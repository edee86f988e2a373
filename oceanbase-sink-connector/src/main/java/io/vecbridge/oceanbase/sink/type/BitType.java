// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Bytes;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.ExactNumber;
import io.vecbridge.common.value.UnfitValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.kafka.connect.data.Schema;

/** BIT(n). Bytes are little-endian, as io.debezium.data.Bits sends them. */
record BitType(int bits) implements ColumnType {
  @Override
  public Converter from(Schema schema) {
    return this::convert;
  }

  private Object convert(Object value) {
    BigInteger number =
        Bytes.isBytes(value) ? littleEndian(Bytes.of(value)) : integer(ExactNumber.of(value));
    if (number.signum() < 0 || number.bitLength() > bits) {
      throw tooLarge();
    }
    return new BigDecimal(number);
  }

  private BigInteger integer(BigDecimal number) {
    if (number.signum() != 0 && number.precision() - (long) number.scale() > 20) {
      throw tooLarge();
    }
    return IntegerType.whole(number);
  }

  private UnfitValueException tooLarge() {
    return new UnfitValueException("the value has more than " + bits + " bits");
  }

  private static BigInteger littleEndian(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return new BigInteger(1, reversed);
  }
}
