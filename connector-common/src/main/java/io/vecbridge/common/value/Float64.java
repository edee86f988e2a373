// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import java.math.BigDecimal;

/** Reads one double. Integers and decimals that a double would round are refused. */
public final class Float64 {
  private Float64() {}

  public static double of(Object value) {
    if (value instanceof Double number) {
      return finite(number);
    }
    if (value instanceof Float number) {
      return finite(number);
    }
    if (value instanceof String text) {
      return parse(text);
    }
    BigDecimal exact = ExactNumber.of(value);
    double number = exact.doubleValue();
    if (!Double.isFinite(number)
        || (BigDecimal.valueOf(number).compareTo(exact) != 0
            && new BigDecimal(number).compareTo(exact) != 0)) {
      throw new UnfitValueException("a double can't hold the number exactly");
    }
    return number;
  }

  private static double parse(String text) {
    try {
      return finite(Double.parseDouble(text.trim()));
    } catch (NumberFormatException e) {
      throw UnfitValueException.notANumber();
    }
  }

  private static double finite(double number) {
    if (!Double.isFinite(number)) {
      throw UnfitValueException.notFinite();
    }
    return number;
  }
}
