// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Reads a number from every shape that carries one, without rounding. */
public final class ExactNumber {
  // A text of millions of digits must not keep the thread busy.
  private static final int LONGEST_TEXT = 1_000;

  private static final String VARIABLE_SCALE = "io.debezium.data.VariableScaleDecimal";

  private ExactNumber() {}

  /** Whether the structs of a schema, which can be null, are numbers. */
  static boolean isStructOf(Schema schema) {
    return schema != null && VARIABLE_SCALE.equals(schema.name());
  }

  /** The number that a value carries. */
  public static BigDecimal of(Object value) {
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return BigDecimal.valueOf(((Number) value).longValue());
    }
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    if (value instanceof Double number) {
      return shortest(number);
    }
    if (value instanceof Float number) {
      return shortest(number.doubleValue());
    }
    if (value instanceof Boolean flag) {
      return flag ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    if (value instanceof String text) {
      return parse(text);
    }
    if (value instanceof Struct struct
        && field(struct, "scale") instanceof Integer scale
        && Bytes.isBytes(field(struct, "value"))) {
      byte[] unscaled = Bytes.of(field(struct, "value"));
      if (unscaled.length > 0) {
        return new BigDecimal(new BigInteger(unscaled), scale);
      }
    }
    throw UnfitValueException.shape(value, "a number");
  }

  private static Object field(Struct struct, String name) {
    return struct.schema().field(name) == null ? null : struct.get(name);
  }

  private static BigDecimal shortest(double number) {
    if (!Double.isFinite(number)) {
      throw UnfitValueException.notFinite();
    }
    // An integral double means its exact value, 0.1 means the decimal that it prints as.
    return number == Math.rint(number) ? new BigDecimal(number) : BigDecimal.valueOf(number);
  }

  private static BigDecimal parse(String text) {
    String trimmed = text.trim();
    if (trimmed.length() > LONGEST_TEXT) {
      throw new UnfitValueException("the text is too long for a number");
    }
    try {
      return new BigDecimal(trimmed);
    } catch (NumberFormatException e) {
      throw UnfitValueException.notANumber();
    }
  }
}
