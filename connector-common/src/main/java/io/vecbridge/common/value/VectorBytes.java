// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The layouts in which vectors travel as bytes, each turned into little-endian float32. */
public enum VectorBytes {
  /** Used unchanged: no copy, one pass that checks for NaN and infinities. */
  FLOAT32(4) {
    @Override
    public byte[] toFloat32(byte[] bytes) {
      for (int i = 3; i < bytes.length; i += 4) {
        // All eight bits of the exponent set: NaN or an infinity.
        if ((bytes[i] & 0x7f) == 0x7f && (bytes[i - 1] & 0x80) != 0) {
          throw notFinite();
        }
      }
      return bytes;
    }
  },

  /** IEEE 754 binary16, little-endian. */
  FLOAT16(2) {
    @Override
    public byte[] toFloat32(byte[] bytes) {
      ByteBuffer out = allocate(bytes.length / 2);
      for (int i = 0; i < bytes.length; i += 2) {
        int half = (bytes[i] & 0xff) | (bytes[i + 1] & 0xff) << 8;
        if ((half & 0x7c00) == 0x7c00) {
          throw notFinite();
        }
        out.putFloat(widen(half));
      }
      return out.array();
    }
  },

  /** The upper half of a float32, little-endian. */
  BFLOAT16(2) {
    @Override
    public byte[] toFloat32(byte[] bytes) {
      ByteBuffer out = allocate(bytes.length / 2);
      for (int i = 0; i < bytes.length; i += 2) {
        int upper = (bytes[i] & 0xff) | (bytes[i + 1] & 0xff) << 8;
        if ((upper & 0x7f80) == 0x7f80) {
          throw notFinite();
        }
        out.putInt(upper << 16);
      }
      return out.array();
    }
  },

  /** One signed byte an element. */
  INT8(1) {
    @Override
    public byte[] toFloat32(byte[] bytes) {
      ByteBuffer out = allocate(bytes.length);
      for (byte element : bytes) {
        out.putFloat(element);
      }
      return out.array();
    }
  };

  private static final float SUBNORMAL_STEP = 0x1p-24f;

  private final int width;

  VectorBytes(int width) {
    this.width = width;
  }

  /** Bytes an element. */
  public int width() {
    return width;
  }

  /** The vector as little-endian float32; may be the given array itself. */
  public abstract byte[] toFloat32(byte[] bytes);

  private static ByteBuffer allocate(int elements) {
    return ByteBuffer.allocate(elements * 4).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static float widen(int half) {
    int sign = (half & 0x8000) << 16;
    int exponent = half >> 10 & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * SUBNORMAL_STEP;
      return sign == 0 ? magnitude : -magnitude;
    }
    return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
  }

  private static UnfitValueException notFinite() {
    return new UnfitValueException("NaN and infinities can't be stored");
  }
}
