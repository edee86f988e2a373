// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Bytes;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.common.value.VectorBytes;
import io.vecbridge.common.value.VectorElements;
import io.vecbridge.data.BFloat16Vector;
import io.vecbridge.data.Float16Vector;
import io.vecbridge.data.Int8Vector;
import java.util.List;
import org.apache.kafka.connect.data.Schema;

/**
 * VECTOR(n): float32, bound as little-endian bytes where the server takes them (twice as fast, no
 * rounding), else as text.
 *
 * <p>Narrower elements are widened, which is exact. Bytes without one of the logical types are
 * little-endian float32.
 */
record VectorType(int dimension, boolean binary) implements ColumnType {
  @Override
  public Converter from(Schema schema) {
    VectorBytes bytes = encoding(schema == null ? null : schema.name());
    return value -> bound(read(value, bytes));
  }

  private static VectorBytes encoding(String logicalName) {
    if (Float16Vector.LOGICAL_NAME.equals(logicalName)) {
      return VectorBytes.FLOAT16;
    }
    if (BFloat16Vector.LOGICAL_NAME.equals(logicalName)) {
      return VectorBytes.BFLOAT16;
    }
    if (Int8Vector.LOGICAL_NAME.equals(logicalName)) {
      return VectorBytes.INT8;
    }
    return VectorBytes.FLOAT32;
  }

  private byte[] read(Object value, VectorBytes encoding) {
    if (Bytes.isBytes(value)) {
      byte[] bytes = Bytes.of(value);
      int elements = bytes.length / encoding.width();
      if (bytes.length % encoding.width() != 0) {
        throw new UnfitValueException(
            bytes.length + " bytes are no whole number of " + encoding.width() + "-byte elements");
      }
      checkDimension(elements);
      return encoding.toFloat32(bytes);
    }
    if (value instanceof List<?> list) {
      checkDimension(list.size());
      return VectorElements.ofList(list);
    }
    if (value instanceof String text) {
      float[] elements = VectorElements.parse(text);
      checkDimension(elements.length);
      return VectorElements.of(elements);
    }
    throw UnfitValueException.shape(value, "a vector");
  }

  private void checkDimension(int elements) {
    if (elements != dimension) {
      throw new UnfitValueException(
          "the vector has " + elements + " dimensions instead of " + dimension);
    }
  }

  private Object bound(byte[] float32) {
    return binary ? float32 : VectorElements.text(float32);
  }
}
