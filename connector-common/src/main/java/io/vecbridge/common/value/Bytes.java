// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import java.nio.ByteBuffer;

/** Reads Connect's two shapes of BYTES; copies only what is not a whole array. */
public final class Bytes {
  private Bytes() {}

  public static boolean isBytes(Object value) {
    return value instanceof byte[] || value instanceof ByteBuffer;
  }

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
