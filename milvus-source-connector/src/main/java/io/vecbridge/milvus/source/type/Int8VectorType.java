// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import com.google.protobuf.ByteString;
import io.milvus.grpc.VectorField;
import io.milvus.grpc.VectorField.DataCase;
import io.vecbridge.data.Int8Vector;
import org.apache.kafka.connect.data.SchemaBuilder;

/** INT8_VECTOR as {@code io.vecbridge.data.Int8Vector}. */
final class Int8VectorType extends PackedVectorType {
  Int8VectorType() {
    super("INT8_VECTOR", DataCase.INT8_VECTOR);
  }

  @Override
  public SchemaBuilder schema() {
    return Int8Vector.builder();
  }

  @Override
  int width(int dimension) {
    return dimension;
  }

  @Override
  ByteString bytes(VectorField vectors) {
    return vectors.getInt8Vector();
  }
}
