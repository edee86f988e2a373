// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import java.util.Base64;
import org.apache.kafka.connect.data.Schema;

/**
 * How a column's vectors come, for a target of so many elements.
 *
 * @param dimension what the target has
 * @param encoding the layout of values that are bytes
 */
public record VectorForm(int dimension, VectorBytes encoding) {
  /**
   * The form that the logical type of a column's schema denotes; bytes without one are
   * little-endian float32.
   *
   * @param schema null if there is none
   */
  public static VectorForm of(int dimension, Schema schema) {
    return new VectorForm(dimension, encoding(schema == null ? null : schema.name()));
  }

  private static VectorBytes encoding(String logicalName) {
    for (VectorBytes encoding : VectorBytes.values()) {
      if (encoding.logicalName().equals(logicalName)) {
        return encoding;
      }
    }
    return VectorBytes.FLOAT32;
  }

  /** Little-endian float32, all finite; may be the given array itself. */
  public byte[] toFloat32(byte[] bytes) {
    if (bytes.length % encoding.width() != 0) {
      throw new UnfitValueException(
          bytes.length + " bytes are not a whole number of " + encoding.width() + "-byte elements");
    }
    checkDimension(bytes.length / encoding.width());
    return encoding.toFloat32(bytes);
  }

  /**
   * Little-endian float32 of a text that has a vector's bytes in base64, all finite. Only a text in
   * square brackets is a list of elements, and base64 has no brackets.
   */
  public byte[] ofBase64(String text) {
    try {
      return toFloat32(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new UnfitValueException(
          "the text is neither a vector in square brackets nor the bytes of one in base64");
    }
  }

  /**
   * Checks the number of a vector's elements.
   *
   * @throws UnfitValueException if it is not the target's
   */
  public void checkDimension(int elements) {
    if (elements != dimension) {
      throw new UnfitValueException(
          "the vector has " + elements + " dimensions instead of " + dimension);
    }
  }
}
