// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import io.vecbridge.common.value.Bytes;
import io.vecbridge.common.value.Float32;
import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.common.value.VectorElements;
import io.vecbridge.common.value.VectorForm;
import java.util.List;
import org.apache.kafka.connect.data.Schema;

/**
 * Reads a vector of float32 from every shape that carries one: a list of numbers, text, or bytes in
 * the layout of their logical type; bytes without one are little-endian float32.
 */
record VectorReader(VectorForm form) {
  static VectorReader of(int dimension, Schema schema) {
    return new VectorReader(VectorForm.of(dimension, schema));
  }

  /**
   * The elements, all finite: little-endian float32 in a {@code byte[]}, which can be the value
   * itself, or a {@code float[]}.
   */
  Object read(Object value) {
    if (Bytes.isBytes(value)) {
      return form.toFloat32(Bytes.of(value));
    }
    if (value instanceof List<?> list) {
      form.checkDimension(list.size());
      return ofList(list);
    }
    if (value instanceof String text && !VectorElements.isList(text)) {
      return form.ofBase64(text);
    }
    if (value instanceof String text) {
      float[] elements = VectorElements.parse(text);
      form.checkDimension(elements.length);
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
}
