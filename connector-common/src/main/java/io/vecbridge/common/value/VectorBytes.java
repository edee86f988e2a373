// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import io.vecbridge.data.PackedVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** The layouts in which vectors travel as bytes, each converted to and from float32. */
public enum VectorBytes {
  /** Used unchanged: no copy, one pass that checks for NaN and infinities. */
  FLOAT32(4, PackedVector.FLOAT) {
    @Override
    public byte[] toFloat32(byte[] bytes) {
      for (int i = 0; i < bytes.length; i += 4) {
        requireFinite(isFinite(bytes, i));
      }
      return bytes;
    }

    @Override
    public boolean isFinite(byte[] bytes, int at) {
      // All eight bits of the exponent set: NaN or an infinity.
      return (bytes[at + 3] & 0x7f) != 0x7f || (bytes[at + 2] & 0x80) == 0;
    }

    @Override
    public int narrow(float element) {
      return Float.floatToRawIntBits(element);
    }
  },

  /** IEEE 754 binary16, little-endian. */
  FLOAT16(2, PackedVector.FLOAT16) {
    @Override
    public byte[] toFloat32(byte[] bytes) {
      ByteBuffer out = allocate(bytes.length / 2);
      for (int i = 0; i < bytes.length; i += 2) {
        requireFinite(isFinite(bytes, i));
        out.putFloat(widen(unsignedShort(bytes, i)));
      }
      return out.array();
    }

    @Override
    public boolean isFinite(byte[] bytes, int at) {
      return (bytes[at + 1] & 0x7c) != 0x7c;
    }

    @Override
    public int narrow(float element) {
      int bits = Float.floatToRawIntBits(element);
      int sign = bits >>> 16 & 0x8000;
      if (element == 0) {
        return sign;
      }
      int exponent = Math.getExponent(element);
      if (exponent >= LEAST_NORMAL_EXPONENT) {
        if (exponent > MOST_EXPONENT || (bits & LOST_BITS) != 0) {
          throw inexact();
        }
        return sign | exponent + MOST_EXPONENT << 10 | bits >>> 13 & 0x3ff;
      }
      float steps = Math.abs(element) / SUBNORMAL_STEP;
      if (steps != (int) steps) {
        throw inexact();
      }
      return sign | (int) steps;
    }
  },

  /** The upper half of a float32, little-endian. */
  BFLOAT16(2, PackedVector.BFLOAT16) {
    @Override
    public byte[] toFloat32(byte[] bytes) {
      ByteBuffer out = allocate(bytes.length / 2);
      for (int i = 0; i < bytes.length; i += 2) {
        requireFinite(isFinite(bytes, i));
        out.putInt(unsignedShort(bytes, i) << 16);
      }
      return out.array();
    }

    @Override
    public boolean isFinite(byte[] bytes, int at) {
      return (bytes[at + 1] & 0x7f) != 0x7f || (bytes[at] & 0x80) == 0;
    }

    @Override
    public int narrow(float element) {
      int bits = Float.floatToRawIntBits(element);
      if ((bits & 0xffff) != 0) {
        throw inexact();
      }
      return bits >>> 16;
    }
  },

  /** One signed byte an element. */
  INT8(1, PackedVector.INT8) {
    @Override
    public byte[] toFloat32(byte[] bytes) {
      ByteBuffer out = allocate(bytes.length);
      for (byte element : bytes) {
        out.putFloat(element);
      }
      return out.array();
    }

    @Override
    public boolean isFinite(byte[] bytes, int at) {
      return true;
    }

    @Override
    public int narrow(float element) {
      if (element != (byte) element) {
        throw inexact();
      }
      return (byte) element;
    }
  };

  private static final float SUBNORMAL_STEP = 0x1p-24f;
  private static final int LEAST_NORMAL_EXPONENT = -14;
  private static final int MOST_EXPONENT = 15;
  private static final int LOST_BITS = 0x1fff;

  private final int width;
  private final String logicalName;

  VectorBytes(int width, String logicalName) {
    this.width = width;
    this.logicalName = logicalName;
  }

  /** Bytes an element. */
  public int width() {
    return width;
  }

  /** The logical type of Connect's bytes in this layout. */
  public String logicalName() {
    return logicalName;
  }

  /**
   * The vector as little-endian float32; may be the given array itself.
   *
   * @throws UnfitValueException if an element is NaN or an infinity
   */
  public abstract byte[] toFloat32(byte[] bytes);

  /** Whether the element that begins there is neither NaN nor an infinity. */
  public abstract boolean isFinite(byte[] bytes, int at);

  /**
   * The bits of an element that is a finite number.
   *
   * @throws UnfitValueException if the layout can't hold exactly this number
   */
  public abstract int narrow(float element);

  private static ByteBuffer allocate(int elements) {
    return ByteBuffer.allocate(elements * 4).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void requireFinite(boolean finite) {
    if (!finite) {
      throw UnfitValueException.notFinite();
    }
  }

  private static int unsignedShort(byte[] bytes, int at) {
    return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
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

  UnfitValueException inexact() {
    return new UnfitValueException(
        "an element is not exactly a number of " + name().toLowerCase(Locale.ROOT));
  }
}
