// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import io.milvus.grpc.VectorField;
import io.vecbridge.common.value.Base64Text;
import io.vecbridge.common.value.Bytes;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.UnfitValueException;
import org.apache.kafka.connect.data.Schema;

/**
 * BINARY_VECTOR: one bit per element, only from bytes, which JSON without a schema has in base64.
 */
record BinaryVectorType(int dimension) implements FieldType {
  @Override
  public Converter from(Schema schema) {
    return Base64Text.decoding(this::convert);
  }

  private Object convert(Object value) {
    byte[] vector = Bytes.required(value);
    if (vector.length != dimension / Byte.SIZE) {
      throw new UnfitValueException(
          "the vector has "
              + vector.length * (long) Byte.SIZE
              + " dimensions instead of "
              + dimension);
    }
    return vector;
  }

  @Override
  public Column column(int rows) {
    return PackedVectorType.column(
        dimension, rows * dimension / Byte.SIZE, VectorField.Builder::setBinaryVector);
  }
}
