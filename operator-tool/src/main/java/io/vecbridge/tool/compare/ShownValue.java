// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.compare;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Values as reports show them: cut off if they are long, of vectors the first different element.
 */
public final class ShownValue {
  private static final int LONGEST = 200;

  private ShownValue() {}

  /** Two values that differ. */
  public static List<String> pair(Object left, Object right) {
    if (left instanceof byte[] one
        && right instanceof byte[] other
        && one.length == other.length
        && one.length % Float.BYTES == 0) {
      int at = Arrays.mismatch(one, other) / Float.BYTES;
      return List.of(element(one, at), element(other, at));
    }
    return List.of(text(left), text(right));
  }

  private static String element(byte[] vector, int index) {
    float value =
        ByteBuffer.wrap(vector).order(ByteOrder.LITTLE_ENDIAN).getFloat(index * Float.BYTES);
    return "[" + index + "]=" + value;
  }

  private static String text(Object value) {
    String text = String.valueOf(value);
    if (value instanceof byte[] bytes) {
      text = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, LONGEST));
    } else if (value instanceof float[] floats) {
      text = Arrays.toString(floats);
    }
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "..";
  }
}
