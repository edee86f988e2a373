// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.UnfitValueException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Which numbers of a JSON text survive the server. Integers from -2^63 to 2^64-1 are kept as
 * integers, everything else becomes a double.
 *
 * <p>A decimal of up to 17 digits is interpreted as the text of a double. A longer one must be
 * exactly a double's value.
 */
final class JsonNumber {
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST =
      BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);
  private static final int DIGITS_OF_ANY_LONG = 18;
  private static final int DIGITS_OF_A_DOUBLE = 17;
  // An integer and a power of ten that both are doubles: one division, which rounds once.
  private static final int DIGITS_READ_EXACTLY = 15;
  private static final int LENGTH_READ_EXACTLY = 22;

  private JsonNumber() {}

  static void checkInteger(char[] text, int offset, int length) {
    if (length <= DIGITS_OF_ANY_LONG) {
      return;
    }
    BigInteger number = new BigInteger(new String(text, offset, length));
    if (number.compareTo(LEAST) < 0 || number.compareTo(MOST) > 0) {
      throw new UnfitValueException("a JSON integer is beyond 64 bits and would be rounded");
    }
  }

  /**
   * Whether the server's own parser reads a decimal without being off by one unit in the last
   * place.
   *
   * @throws UnfitValueException if no double is the number
   */
  static boolean isReadExactly(char[] text, int offset, int length) {
    int digits = 0;
    int zeros = 0;
    boolean exponent = false;
    for (int i = offset; i < offset + length && !exponent; i++) {
      char c = text[i];
      exponent = c == 'e' || c == 'E';
      if (c == '0' && digits > 0) {
        zeros++;
      } else if (c >= '1' && c <= '9') {
        // Zeros count only between other digits.
        digits += zeros + 1;
        zeros = 0;
      }
    }
    if (digits == 0) {
      return true;
    }
    if (digits <= DIGITS_OF_A_DOUBLE && !exponent) {
      return digits <= DIGITS_READ_EXACTLY && length <= LENGTH_READ_EXACTLY;
    }
    String number = new String(text, offset, length);
    double value = Double.parseDouble(number);
    if (!Double.isFinite(value) || value == 0) {
      throw new UnfitValueException("a JSON number is beyond the range of a double");
    }
    if (digits > DIGITS_OF_A_DOUBLE
        && new BigDecimal(number).compareTo(new BigDecimal(value)) != 0) {
      throw new UnfitValueException("a JSON decimal has more digits than a double holds");
    }
    return false;
  }
}
