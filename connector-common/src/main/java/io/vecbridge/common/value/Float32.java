// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

/**
 * Reads one float32. A double or a decimal text is rounded to the nearest float32, which is what
 * the target holds; what would become an infinity is refused: OceanBase stores NaN and infinities
 * as 0 without a word, Milvus refuses them.
 */
public final class Float32 {
  private Float32() {}

  public static float of(Object value) {
    if (value instanceof Float number) {
      return finite(number);
    }
    if (value instanceof Double number) {
      return narrowed(number);
    }
    if (value instanceof String text) {
      return parse(text);
    }
    if (value == null) {
      throw new UnfitValueException("an element is null");
    }
    return narrowed(ExactNumber.of(value).doubleValue());
  }

  public static float narrowed(double number) {
    finite((float) number);
    return (float) number;
  }

  public static float finite(float number) {
    if (!Float.isFinite(number)) {
      throw new UnfitValueException(
          "NaN, infinities and numbers beyond the range of float32 can't be stored");
    }
    return number;
  }

  private static float parse(String text) {
    try {
      return finite(Float.parseFloat(text.trim()));
    } catch (NumberFormatException e) {
      throw UnfitValueException.notANumber();
    }
  }
}
