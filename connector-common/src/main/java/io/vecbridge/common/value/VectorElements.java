// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Vectors as lists and texts, to and from little-endian float32. */
public final class VectorElements {
  private VectorElements() {}

  public static byte[] ofList(List<?> elements) {
    ByteBuffer out = allocate(elements.size());
    for (Object element : elements) {
      out.putFloat(Float32.of(element));
    }
    return out.array();
  }

  public static byte[] of(float[] elements) {
    ByteBuffer out = allocate(elements.length);
    for (float element : elements) {
      out.putFloat(element);
    }
    return out.array();
  }

  /** Whether a text is a list of elements, and not bytes in base64. */
  public static boolean isList(String text) {
    return text.stripLeading().startsWith("[");
  }

  /** Reads {@code [1, 2.5, -3e-7]}. */
  public static float[] parse(String text) {
    String trimmed = text.trim();
    if (trimmed.length() < 2
        || trimmed.charAt(0) != '['
        || trimmed.charAt(trimmed.length() - 1) != ']') {
      throw new UnfitValueException("the text is not a vector in square brackets");
    }
    String inside = trimmed.substring(1, trimmed.length() - 1);
    if (inside.isBlank()) {
      return new float[0];
    }
    String[] numbers = inside.split(",", -1);
    float[] elements = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      elements[i] = Float32.of(numbers[i]);
    }
    return elements;
  }

  /**
   * The literal of little-endian float32 bytes. Each element is written as the double of the same
   * value, which no parser narrows to another float32.
   */
  public static String text(byte[] float32) {
    ByteBuffer in = ByteBuffer.wrap(float32).order(ByteOrder.LITTLE_ENDIAN);
    StringBuilder text = new StringBuilder(float32.length * 4).append('[');
    while (in.hasRemaining()) {
      if (text.length() > 1) {
        text.append(',');
      }
      text.append((double) in.getFloat());
    }
    return text.append(']').toString();
  }

  private static ByteBuffer allocate(int elements) {
    return ByteBuffer.allocate(elements * 4).order(ByteOrder.LITTLE_ENDIAN);
  }
}
