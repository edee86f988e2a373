// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import com.google.protobuf.ByteString;
import io.milvus.grpc.VectorField;
import io.milvus.grpc.VectorField.DataCase;
import io.vecbridge.data.Float16Vector;
import org.apache.kafka.connect.data.SchemaBuilder;

/** FLOAT16_VECTOR as {@code io.vecbridge.data.Float16Vector}. */
final class Float16VectorType extends PackedVectorType {
  Float16VectorType() {
    super("FLOAT16_VECTOR", DataCase.FLOAT16_VECTOR);
  }

  @Override
  public SchemaBuilder schema() {
    return Float16Vector.builder();
  }

  @Override
  int width(int dimension) {
    return dimension * Short.BYTES;
  }

  @Override
  ByteString bytes(VectorField vectors) {
    return vectors.getFloat16Vector();
  }
}
