// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

/** IEEE 754 binary16, widened by its definition: sign, 5 bits of exponent, 10 bits of fraction. */
final class HalfFloat {
  private static final int FRACTION_BITS = 10;
  private static final int BIAS = 15;
  private static final int LARGEST_EXPONENT = 31;

  private HalfFloat() {}

  static float toFloat(short bits) {
    float sign = bits < 0 ? -1f : 1f;
    int exponent = (bits >> FRACTION_BITS) & LARGEST_EXPONENT;
    int fraction = bits & ((1 << FRACTION_BITS) - 1);
    if (exponent == LARGEST_EXPONENT) {
      return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    if (exponent == 0) {
      return sign * Math.scalb((float) fraction, 1 - BIAS - FRACTION_BITS);
    }
    return sign
        * Math.scalb((float) (fraction + (1 << FRACTION_BITS)), exponent - BIAS - FRACTION_BITS);
  }
}
