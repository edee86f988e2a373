// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import java.nio.ByteBuffer;

/** Reads Connect's two shapes of BYTES; copies only what is not a whole array. */
public final class Bytes {
  private Bytes() {}

  public static boolean isBytes(Object value) {
    return value instanceof byte[] || value instanceof ByteBuffer;
  }

  /**
   * The bytes of a value that must be bytes.
   *
   * @throws UnfitValueException if it is anything else
   */
  public static byte[] required(Object value) {
    if (!isBytes(value)) {
      throw UnfitValueException.shape(value, "BYTES");
    }
    return of(value);
  }

  /** The bytes of a value that is bytes; may be its own array. */
  public static byte[] of(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    if (buffer.hasArray()
        && buffer.arrayOffset() == 0
        && buffer.position() == 0
        && buffer.remaining() == buffer.array().length) {
      return buffer.array();
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
