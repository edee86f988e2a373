// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Bytes;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.SparseElements;
import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.common.value.VectorElements;
import io.vecbridge.common.value.VectorForm;
import java.util.List;
import org.apache.kafka.connect.data.Schema;

/**
 * VECTOR(n): float32, bound as little-endian bytes if the server accepts them (twice as fast, no
 * rounding), otherwise as text.
 *
 * <p>Narrower elements are widened, which is exact. Bytes without one of the logical types are
 * little-endian float32.
 */
record VectorType(int dimension, boolean binary) implements ColumnType {
  /** SPARSEVECTOR, bound as text {@code {index:value,..}}. */
  static ColumnType sparse() {
    return schema -> value -> text(SparseElements.of(value));
  }

  @Override
  public Converter from(Schema schema) {
    VectorForm form = VectorForm.of(dimension, schema);
    return value -> bound(read(value, form));
  }

  private static byte[] read(Object value, VectorForm form) {
    if (Bytes.isBytes(value)) {
      return form.toFloat32(Bytes.of(value));
    }
    if (value instanceof List<?> list) {
      form.checkDimension(list.size());
      return VectorElements.ofList(list);
    }
    if (value instanceof String text && !VectorElements.isList(text)) {
      return form.ofBase64(text);
    }
    if (value instanceof String text) {
      float[] elements = VectorElements.parse(text);
      form.checkDimension(elements.length);
      return VectorElements.of(elements);
    }
    throw UnfitValueException.shape(value, "a vector");
  }

  private static String text(SparseElements elements) {
    StringBuilder text = new StringBuilder(elements.size() * 24 + 2).append('{');
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      text.append(elements.indices()[i]).append(':').append((double) elements.values()[i]);
    }
    return text.append('}').toString();
  }

  private Object bound(byte[] float32) {
    return binary ? float32 : VectorElements.text(float32);
  }
}
