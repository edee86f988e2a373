// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import io.vecbridge.common.value.Bytes;
import io.vecbridge.common.value.Float32;
import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.common.value.VectorBytes;
import io.vecbridge.common.value.VectorElements;
import io.vecbridge.data.BFloat16Vector;
import io.vecbridge.data.Float16Vector;
import io.vecbridge.data.Int8Vector;
import java.util.List;
import org.apache.kafka.connect.data.Schema;

/**
 * Reads a vector of float32 from every shape that carries one: a list of numbers, text, or bytes in
 * the layout of their logical type; bytes without one are little-endian float32.
 *
 * @param dimension what the field has
 * @param encoding the layout of values that are bytes
 */
record VectorReader(int dimension, VectorBytes encoding) {
  static VectorReader of(int dimension, Schema schema) {
    return new VectorReader(dimension, encoding(schema == null ? null : schema.name()));
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

  /**
   * The elements, all finite: little-endian float32 in a {@code byte[]}, which can be the value
   * itself, or a {@code float[]}.
   */
  Object read(Object value) {
    if (Bytes.isBytes(value)) {
      byte[] bytes = Bytes.of(value);
      if (bytes.length % encoding.width() != 0) {
        throw new UnfitValueException(
            bytes.length + " bytes are no whole number of " + encoding.width() + "-byte elements");
      }
      checkDimension(bytes.length / encoding.width());
      return encoding.toFloat32(bytes);
    }
    if (value instanceof List<?> list) {
      checkDimension(list.size());
      return ofList(list);
    }
    if (value instanceof String text) {
      float[] elements = VectorElements.parse(text);
      checkDimension(elements.length);
      return elements;
    }
    throw UnfitValueException.shape(value, "a vector");
  }

  private static float[] ofList(List<?> list) {
    float[] elements = new float[list.size()];
    int next = 0;
    for (Object element : list) {
      elements[next++] = Float32.of(element);
    }
    return elements;
  }

  void checkDimension(int elements) {
    if (elements != dimension) {
      throw new UnfitValueException(
          "the vector has " + elements + " dimensions instead of " + dimension);
    }
  }
}
