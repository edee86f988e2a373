// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

/** IEEE 754 binary16. */
final class HalfFloat {
  private static final int LEAST_NORMAL_EXPONENT = -14;
  private static final int MOST_EXPONENT = 15;
  private static final int LOST_BITS = 0x1fff;
  private static final float SUBNORMAL_STEPS = 0x1p24f;

  private HalfFloat() {}

  /**
   * The bits of a finite float that binary16 holds exactly.
   *
   * @throws io.vecbridge.common.value.UnfitValueException if it doesn't
   */
  static int exact(float element) {
    int bits = Float.floatToRawIntBits(element);
    int sign = bits >>> 16 & 0x8000;
    if (element == 0) {
      return sign;
    }
    int exponent = Math.getExponent(element);
    if (exponent >= LEAST_NORMAL_EXPONENT) {
      if (exponent > MOST_EXPONENT || (bits & LOST_BITS) != 0) {
        throw Elements.FLOAT16.inexact();
      }
      return sign | exponent + MOST_EXPONENT << 10 | bits >>> 13 & 0x3ff;
    }
    float steps = Math.abs(element) * SUBNORMAL_STEPS;
    if (steps != (int) steps) {
      throw Elements.FLOAT16.inexact();
    }
    return sign | (int) steps;
  }
}
