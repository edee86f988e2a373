// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import com.google.protobuf.ByteString;
import io.milvus.grpc.VectorField;
import io.milvus.grpc.VectorField.DataCase;
import io.vecbridge.data.BinaryVector;
import org.apache.kafka.connect.data.SchemaBuilder;

/** BINARY_VECTOR as {@code io.vecbridge.data.BinaryVector}, eight dimensions per byte. */
final class BinaryVectorType extends PackedVectorType {
  BinaryVectorType() {
    super("BINARY_VECTOR", DataCase.BINARY_VECTOR);
  }

  @Override
  public SchemaBuilder schema() {
    return BinaryVector.builder();
  }

  @Override
  int width(int dimension) {
    return dimension / Byte.SIZE;
  }

  @Override
  ByteString bytes(VectorField vectors) {
    return vectors.getBinaryVector();
  }
}
