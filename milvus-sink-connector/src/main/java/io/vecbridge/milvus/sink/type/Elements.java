// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import com.google.protobuf.ByteString;
import io.milvus.grpc.VectorField;
import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.data.BFloat16Vector;
import io.vecbridge.data.Float16Vector;
import io.vecbridge.data.Int8Vector;

/** The elements of vectors that Milvus accepts as little-endian bytes. */
enum Elements {
  /** IEEE 754 binary16. */
  FLOAT16(2, Float16Vector.LOGICAL_NAME, "float16") {
    @Override
    boolean isFinite(byte[] vector, int at) {
      return (vector[at + 1] & 0x7c) != 0x7c;
    }

    @Override
    int narrow(float element) {
      return HalfFloat.exact(element);
    }

    @Override
    void put(VectorField.Builder field, ByteString vectors) {
      field.setFloat16Vector(vectors);
    }
  },

  /** The upper half of a float32. */
  BFLOAT16(2, BFloat16Vector.LOGICAL_NAME, "bfloat16") {
    @Override
    boolean isFinite(byte[] vector, int at) {
      return (vector[at + 1] & 0x7f) != 0x7f || (vector[at] & 0x80) == 0;
    }

    @Override
    int narrow(float element) {
      int bits = Float.floatToRawIntBits(element);
      if ((bits & 0xffff) != 0) {
        throw inexact();
      }
      return bits >>> 16;
    }

    @Override
    void put(VectorField.Builder field, ByteString vectors) {
      field.setBfloat16Vector(vectors);
    }
  },

  /** Signed bytes. */
  INT8(1, Int8Vector.LOGICAL_NAME, "int8") {
    @Override
    boolean isFinite(byte[] vector, int at) {
      return true;
    }

    @Override
    int narrow(float element) {
      if (element != (byte) element) {
        throw inexact();
      }
      return (byte) element;
    }

    @Override
    void put(VectorField.Builder field, ByteString vectors) {
      field.setInt8Vector(vectors);
    }
  };

  private final int width;
  private final String logicalName;
  private final String text;

  Elements(int width, String logicalName, String text) {
    this.width = width;
    this.logicalName = logicalName;
    this.text = text;
  }

  /** Bytes an element. */
  int width() {
    return width;
  }

  /** The logical type of Connect's bytes in this layout. */
  String logicalName() {
    return logicalName;
  }

  /** Whether the element that begins there is neither NaN nor an infinity. */
  abstract boolean isFinite(byte[] vector, int at);

  /**
   * The element's bits.
   *
   * @throws UnfitValueException if the type can't hold exactly this number
   */
  abstract int narrow(float element);

  /** Puts vectors, one after the other, into the message. */
  abstract void put(VectorField.Builder field, ByteString vectors);

  UnfitValueException inexact() {
    return new UnfitValueException("an element is not exactly a number of " + text);
  }
}
